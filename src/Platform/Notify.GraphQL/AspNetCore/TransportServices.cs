using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.AspNetCore.Sockets;
using Notify.GraphQL.AspNetCore.Sse;

namespace Notify.GraphQL.AspNetCore;

/// <summary>Registers what carries requests to the executor.</summary>
internal static class TransportServices
{
    public static IServiceCollection AddGraphQLTransports(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ServerOptions>();
        services.TryAddSingleton<ConnectionLimits>();
        services.TryAddSingleton<EventStreamWriter>();
        services.TryAddSingleton<GraphQLHttpHandler>();
        services.TryAddSingleton<SocketRuntime>();
        services.TryAddSingleton<SocketEndpoint>();
        return services;
    }
}
