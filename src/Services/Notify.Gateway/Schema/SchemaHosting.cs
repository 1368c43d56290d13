using System.Reflection;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Gateway.Schema.Delivery;
using Notify.Gateway.Schema.Errors;
using Notify.GraphQL.AspNetCore;
using Notify.Redis;

namespace Notify.Gateway.Schema;

/// <summary>The GraphQL door: <c>/graphql</c> over HTTP, WebSockets and server-sent events.</summary>
internal static class SchemaHosting
{
    public static WebApplicationBuilder AddGraphQLDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Rooms>().AddSingleton<StatusFeed>().AddSingleton<GraphQLCallers>();
        builder.Services.AddGraphQLServer()
            .AddTypesFromAssembly(Assembly.GetExecutingAssembly())
            .AddMutationConventions()
            .AddGlobalObjectIdentification()
            .AddRedisSubscriptions(static services => services.GetRedisConnection(), IStatusEvents.ChannelPrefix)
            .AddErrorFilter<DoorErrors>()
            .AddHttpRequestInterceptor<ApiKeyHttpInterceptor>()
            .AddSocketSessionInterceptor<ApiKeySocketInterceptor>()
            .ModifyRequestOptions(static options => options.MaxConcurrentExecutions = 256)
            .ModifyServerOptions(static options => options.Sockets.MaxSocketsPerUser = 5_000); // a key is a whole backend, not one person
        return builder;
    }

    /// <summary>Maps the door. It is open to anybody at HTTP's level, as browsers' sockets need: every field asks who it is.</summary>
    public static WebApplication MapGraphQLDoor(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGraphQL().AllowAnonymous();
        return app;
    }
}
