using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.GraphQL.Subscriptions.Redis;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions;

/// <summary>Registers the subscription runtime and its topics.</summary>
internal static class SubscriptionServices
{
    public static IServiceCollection AddGraphQLSubscriptionRuntime(this IServiceCollection services)
    {
        services.AddOptions<SubscriptionOptions>();
        services.TryAddSingleton<SubscriptionHub>();
        return services;
    }

    public static IServiceCollection AddInMemoryTopics(this IServiceCollection services)
    {
        services.AddSingleton<InMemoryTopics>();
        services.AddSingleton<ITopicEventSender>(static provider => provider.GetRequiredService<InMemoryTopics>());
        services.AddSingleton<ITopicEventReceiver>(static provider => provider.GetRequiredService<InMemoryTopics>());
        return services;
    }

    public static IServiceCollection AddRedisTopics(
        this IServiceCollection services, Func<IServiceProvider, IConnectionMultiplexer> connection, string channelPrefix)
    {
        services.AddSingleton(new RedisTopicPrefix(channelPrefix));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisTopics>(provider, connection(provider)));
        services.AddSingleton<ITopicEventSender>(static provider => provider.GetRequiredService<RedisTopics>());
        services.AddSingleton<ITopicEventReceiver>(static provider => provider.GetRequiredService<RedisTopics>());
        return services;
    }
}
