// The schema classes name no GraphQL library: moving to another one of the same attribute names is a change of this file.
global using Notify.GraphQL;
global using Notify.GraphQL.Authorization;
global using Notify.GraphQL.CostAnalysis;
global using Notify.GraphQL.DataLoaders;
global using Notify.GraphQL.Subscriptions;
global using Notify.GraphQL.Types;
global using Notify.GraphQL.Types.Pagination;
global using Notify.GraphQL.Types.Relay;
