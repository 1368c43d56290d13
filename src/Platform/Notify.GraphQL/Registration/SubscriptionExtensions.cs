using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Subscriptions;
using StackExchange.Redis;

namespace Notify.GraphQL;

/// <summary>Says how events travel to subscribers.</summary>
public static class SubscriptionExtensions
{
    /// <summary>Keeps topics inside this process: for a server of one node, and for tests.</summary>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddInMemorySubscriptions(this IRequestExecutorBuilder builder)
    {
        builder.Services.AddInMemoryTopics();
        return builder;
    }

    /// <summary>Sends topics over Redis, so that every node's subscribers get every event.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="connection">Finds the connection; it is not disposed.</param>
    /// <param name="channelPrefix">What the names of the channels begin with.</param>
    public static IRequestExecutorBuilder AddRedisSubscriptions(
        this IRequestExecutorBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> connection, string channelPrefix = "graphql:")
    {
        builder.Services.AddRedisTopics(connection, channelPrefix);
        return builder;
    }

    /// <summary>Changes what is kept for subscribers who are slower than their events.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifySubscriptionOptions(this IRequestExecutorBuilder builder, Action<SubscriptionOptions> configure)
    {
        builder.Services.Configure(configure);
        return builder;
    }
}
