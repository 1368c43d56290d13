using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Notify.GraphQL.AspNetCore;

/// <summary>Maps the GraphQL endpoint.</summary>
public static class GraphQLEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves GraphQL at a path: POST and GET, server-sent events, WebSockets (after <c>app.UseWebSockets()</c>) and, where they are
    /// enabled, the schema at <c>{path}/schema.graphql</c> and <c>{path}?sdl</c> and GraphiQL for browsers.
    /// </summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="path">The path.</param>
    /// <returns>What conventions such as <c>RequireRateLimiting</c> and <c>RequireAuthorization</c> apply to.</returns>
    /// <exception cref="InvalidOperationException">No GraphQL server is registered.</exception>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints, string path = "/graphql")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var endpoint = ActivatorUtilities.CreateInstance<GraphQLEndpoint>(endpoints.ServiceProvider);
        var group = endpoints.MapGroup(path);
        group.Map("", endpoint.InvokeAsync).WithDisplayName($"GraphQL {path}").ExcludeFromDescription();
        group.Map("/schema.graphql", endpoint.WriteSchemaAsync).WithDisplayName($"GraphQL schema {path}").ExcludeFromDescription();
        group.Map("/graphiql/{file}", endpoint.WriteToolFileAsync).WithDisplayName($"GraphiQL {path}").ExcludeFromDescription();
        return group;
    }
}
