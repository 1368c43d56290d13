using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Subscriptions.Redis;
using StackExchange.Redis;

namespace Notify.GraphQL.Tests.Subscriptions;

/// <summary>One node's connection to Redis, and its topics.</summary>
internal sealed class RedisNode : IDisposable
{
    private const string Prefix = "test:";
    private readonly ConnectionMultiplexer connection;

    private RedisNode(ConnectionMultiplexer connection)
    {
        this.connection = connection;
        Topics = new RedisTopics(
            connection, new RedisTopicPrefix(Prefix), Options.Create(new SubscriptionOptions()), TimeProvider.System, NullLogger<RedisTopics>.Instance);
    }

    public RedisTopics Topics { get; }

    /// <summary>Connects, and waits for the connection of subscriptions too, whose coming would otherwise pass for a gap.</summary>
    public static async Task<RedisNode> ConnectAsync(RedisServer server)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",allowAdmin=true");
        while (!await TryAsync(() => connection.GetSubscriber().PingAsync(), TestContext.Current.CancellationToken))
        {
            // until it is there
        }

        return new RedisNode(connection);
    }

    /// <summary>Sends an event; false, after a moment, when it may not have gone out.</summary>
    public Task<bool> TrySendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken) => TryAsync(
        () => Topics.SendAsync(topicName, message, cancellationToken).AsTask(), cancellationToken);

    /// <summary>Publishes to a channel as somebody who knows nothing of topics.</summary>
    public Task PublishAsync(string channel, string payload) => connection.GetSubscriber().PublishAsync(RedisChannel.Literal(Prefix + channel), payload);

    public Task<long> SubscriptionsAsync(string topicName) =>
        connection.GetServer(connection.GetEndPoints()[0]).SubscriptionSubscriberCountAsync(RedisChannel.Literal(Prefix + topicName));

    /// <summary>Has Redis break every connection that subscriptions come over, of all nodes, and answers how many those were.</summary>
    public async Task<int> KillSubscriptionsAsync() => (int)await connection.GetServer(connection.GetEndPoints()[0]).ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

    public void Dispose()
    {
        Topics.Dispose();
        connection.Dispose();
    }

    private static async Task<bool> TryAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(100)); // the client tells of its return by events, but not reliably
            await retry.WaitForNextTickAsync(cancellationToken);
            return false;
        }
    }
}
