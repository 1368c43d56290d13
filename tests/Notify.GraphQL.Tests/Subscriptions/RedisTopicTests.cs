using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Subscriptions.Redis;
using StackExchange.Redis;

namespace Notify.GraphQL.Tests.Subscriptions;

/// <summary>Topics over a real Redis, between two nodes, through its death and return.</summary>
public sealed class RedisTopicTests : IAsyncLifetime
{
    private readonly RedisServer server = new();
    private ConnectionMultiplexer? senderConnection;
    private ConnectionMultiplexer? receiverConnection;
    private RedisTopics? sender;
    private RedisTopics? receiver;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private RedisTopics Sender => sender ?? throw new InvalidOperationException("Not initialised.");

    private RedisTopics Receiver => receiver ?? throw new InvalidOperationException("Not initialised.");

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        (senderConnection, sender) = await ConnectAsync();
        (receiverConnection, receiver) = await ConnectAsync();
    }

    public ValueTask DisposeAsync()
    {
        sender?.Dispose();
        receiver?.Dispose();
        senderConnection?.Dispose();
        receiverConnection?.Dispose();
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Events_and_the_end_reach_every_subscriber_on_another_node_in_order()
    {
        await using var first = await Receiver.SubscribeAsync<Told>("a", Cancelled);
        await using var second = await Receiver.SubscribeAsync<Told>("a", Cancelled);
        await using var other = await Receiver.SubscribeAsync<Told>("b", Cancelled);

        for (var i = 1; i <= 100; i++)
        {
            await Sender.SendAsync("a", new Told(i, "é😀"), Cancelled);
        }

        await Sender.CompleteAsync("a");
        await Sender.CompleteAsync("b");

        var expected = Enumerable.Range(1, 100).Select(static i => new Told(i, "é😀")).ToArray();
        Assert.Equal(expected, await AllOf(first));
        Assert.Equal(expected, await AllOf(second));
        Assert.Empty(await AllOf(other));
    }

    [Fact]
    public async Task A_topic_is_one_Redis_subscription_however_many_subscribe_and_none_when_all_have_left()
    {
        var first = await Receiver.SubscribeAsync<Told>("a", Cancelled);
        var second = await Receiver.SubscribeAsync<Told>("a", Cancelled);
        Assert.Equal(1, await SubscriptionsAsync("a"));

        await first.DisposeAsync();
        Assert.Equal(1, await SubscriptionsAsync("a"));
        await second.DisposeAsync();

        await using var marker = await Receiver.SubscribeAsync<Told>("marker", Cancelled); // answered after the end, on the same connection
        Assert.Equal(0, await SubscriptionsAsync("a"));
    }

    [Fact]
    public async Task After_Redis_was_away_events_flow_again_behind_a_gap()
    {
        await using var stream = (IGapAwareStream<Told>)await Receiver.SubscribeAsync<Told>("a", Cancelled);
        await using var items = stream.ReadWithGapsAsync().GetAsyncEnumerator(Cancelled);
        await Sender.SendAsync("a", new Told(1, ""), Cancelled);
        Assert.True(await items.MoveNextAsync());
        Assert.Equal(1, items.Current.Message?.Number);

        server.Kill();
        await server.StartAsync();
        do
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(TestLimits.Default, Cancelled));
        }
        while (!items.Current.IsGap);

        await SendWhenBackAsync(new Told(2, ""));
        do
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(TestLimits.Default, Cancelled));
        }
        while (items.Current.IsGap);

        Assert.Equal(2, items.Current.Message?.Number);
    }

    [Fact]
    public async Task A_replaying_stream_misses_nothing_while_Redis_is_away()
    {
        var log = new List<Told>();
        var stream = ReplayingStream.Create(
            token => Receiver.SubscribeAsync<Told>("a", token),
            (after, _) =>
            {
                lock (log)
                {
                    return log.Where(told => told.Number > after).ToArray().ToAsyncEnumerable();
                }
            },
            static told => told.Number,
            after: 0);
        await using var events = stream.GetAsyncEnumerator(Cancelled);
        await TellAsync(1, isSent: false);
        Assert.Equal(1, await NextAsync());

        var next = NextAsync();
        server.Kill();
        await TellAsync(2, isSent: false);
        await server.StartAsync();
        Assert.Equal(2, await next);

        await TellAsync(3, isSent: true);
        Assert.Equal(3, await NextAsync());

        async Task TellAsync(int number, bool isSent)
        {
            lock (log)
            {
                log.Add(new Told(number, ""));
            }

            if (isSent)
            {
                await SendWhenBackAsync(new Told(number, ""));
            }
        }

        async Task<int> NextAsync()
        {
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TestLimits.Default, Cancelled));
            return events.Current.Number;
        }
    }

    private static async Task<Told[]> AllOf(ISourceStream<Told> stream) =>
        await stream.ReadEventsAsync().ToArrayAsync(Cancelled).AsTask().WaitAsync(TestLimits.Default, Cancelled);

    private async Task SendWhenBackAsync(Told told)
    {
        while (true)
        {
            try
            {
                await Sender.SendAsync("a", told, Cancelled);
                return;
            }
            catch (RedisException)
            {
                await Task.Yield(); // the sender's own connection is on its way back
            }
        }
    }

    private async Task<long> SubscriptionsAsync(string topicName) =>
        await senderConnection!.GetServer(senderConnection.GetEndPoints()[0]).SubscriptionSubscriberCountAsync("test:" + topicName); // connected by then

    private async Task<(ConnectionMultiplexer Connection, RedisTopics Topics)> ConnectAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return (connection, new RedisTopics(
            connection, new RedisTopicPrefix("test:"), Options.Create(new SubscriptionOptions()), TimeProvider.System, NullLogger<RedisTopics>.Instance));
    }

    internal sealed record Told(int Number, string Text);
}
