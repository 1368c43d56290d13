using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Registration;
using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL;

/// <summary>Adds a GraphQL server to an application.</summary>
public static class GraphQLServiceCollectionExtensions
{
    /// <summary>Adds the server; calling it again goes on with the same one.</summary>
    /// <param name="services">The application's services.</param>
    public static IRequestExecutorBuilder AddGraphQLServer(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(service => service.ServiceType == typeof(ServerConfiguration)))
        {
            services.AddSingleton(new ServerConfiguration());
            services.AddOptions();
            services.AddLogging();
            services.AddGraphQLTransports();
            services.AddGraphQLSubscriptionRuntime();
            services.AddOptionRules();
            services.AddExecutor();
        }

        return new RequestExecutorBuilder(services);
    }

    /// <summary>Adds the server; another name of <see cref="AddGraphQLServer"/>.</summary>
    /// <param name="services">The application's services.</param>
    public static IRequestExecutorBuilder AddGraphQL(this IServiceCollection services) => services.AddGraphQLServer();
}
