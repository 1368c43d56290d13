using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Tests.Subscriptions;

/// <summary>Topics over a real Redis, between two nodes, through its death and return.</summary>
public sealed class RedisTopicTests : IAsyncLifetime
{
    private readonly RedisServer server = new();
    private readonly CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private RedisNode? sender;
    private RedisNode? receiver;
    private int lastNumber;

    private CancellationToken Cancelled => limit.Token;

    private RedisNode Sender => sender ?? throw new InvalidOperationException("Not initialised.");

    private RedisNode Receiver => receiver ?? throw new InvalidOperationException("Not initialised.");

    public async ValueTask InitializeAsync()
    {
        limit.CancelAfter(TestLimits.Default);
        await server.StartAsync();
        sender = await RedisNode.ConnectAsync(server);
        receiver = await RedisNode.ConnectAsync(server);
    }

    public ValueTask DisposeAsync()
    {
        sender?.Dispose();
        receiver?.Dispose();
        server.Dispose();
        limit.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Events_and_the_end_reach_every_subscriber_on_another_node_in_order()
    {
        await using var first = await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        await using var second = await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        await using var other = await Receiver.Topics.SubscribeAsync<Told>("b", Cancelled);

        for (var i = 1; i <= 100; i++)
        {
            await Sender.Topics.SendAsync("a", new Told(i, "é😀"), Cancelled);
        }

        await Sender.Topics.CompleteAsync("a");
        await Sender.Topics.CompleteAsync("b");

        var expected = Enumerable.Range(1, 100).Select(static i => new Told(i, "é😀")).ToArray();
        Assert.Equal(expected, await first.ReadEventsAsync().ToArrayAsync(Cancelled));
        Assert.Equal(expected, await second.ReadEventsAsync().ToArrayAsync(Cancelled));
        Assert.Empty(await other.ReadEventsAsync().ToArrayAsync(Cancelled));
    }

    [Fact]
    public async Task A_topic_is_one_Redis_subscription_however_many_subscribe_and_none_when_all_have_left()
    {
        var first = await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        var second = await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        Assert.Equal(1, await Sender.SubscriptionsAsync("a"));

        await first.DisposeAsync();
        Assert.Equal(1, await Sender.SubscriptionsAsync("a"));
        await second.DisposeAsync();

        await using var marker = await Receiver.Topics.SubscribeAsync<Told>("marker", Cancelled); // answered after the end, on the same connection
        Assert.Equal(0, await Sender.SubscriptionsAsync("a"));
    }

    [Fact]
    public async Task Whenever_Redis_was_away_events_flow_again_once_each_behind_a_gap()
    {
        await using var stream = (IGapAwareStream<Told>)await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        await using var items = stream.ReadWithGapsAsync().GetAsyncEnumerator(Cancelled);
        await SendUntilHeardAsync(items);

        for (var deaths = 0; deaths < 2; deaths++)
        {
            server.Kill();
            await server.StartAsync();
            do
            {
                Assert.True(await items.MoveNextAsync());
            }
            while (!items.Current.IsGap);

            await SendUntilHeardAsync(items);
        }
    }

    [Fact]
    public async Task Of_three_hundred_cut_connections_each_is_told_as_a_gap_before_events_flow_again_in_order()
    {
        const int cuts = 300;
        await using var stream = (IGapAwareStream<Told>)await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        await using var items = stream.ReadWithGapsAsync().GetAsyncEnumerator(Cancelled);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var sending = SendNumbersAsync("a", enough.Token);

        var (last, told, lost) = (0, 0, 0);
        var (isBehindGap, isCut, sentAtGap) = (false, false, 0);
        while (told < cuts || isBehindGap)
        {
            if (!isCut && !isBehindGap && last > 0)
            {
                isCut = await Sender.KillSubscriptionsAsync() > 0; // else it was just being made again
            }

            Assert.True(await items.MoveNextAsync());
            if (items.Current.Message is not { } number)
            {
                told += isCut ? 1 : 0;
                (isCut, isBehindGap, sentAtGap) = (false, true, Volatile.Read(ref lastNumber)); // from here on nothing may be missing, or whoever replays misses it
                continue;
            }

            Assert.True(number.Number > last, $"{number.Number} came after {last}.");
            Assert.True(number.Number == last + 1 || isBehindGap || last == 0, $"{number.Number} came after {last} without a gap between them.");
            Assert.True(!isBehindGap || number.Number <= sentAtGap + 1, $"{number.Number} came first after a gap that was told when {sentAtGap} was the last.");
            lost += last == 0 ? 0 : number.Number - last - 1;
            (last, isBehindGap) = (number.Number, false);
        }

        await enough.CancelAsync();
        await sending;
        Assert.True(lost > 0, "No cut lost anything: this proves nothing.");
    }

    [Fact]
    public async Task Topics_that_everybody_leaves_while_Redis_is_away_are_not_kept()
    {
        var left = await Receiver.Topics.SubscribeAsync<Told>("left", Cancelled);
        await using var stream = (IGapAwareStream<Told>)await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        await using var items = stream.ReadWithGapsAsync().GetAsyncEnumerator(Cancelled);

        server.Kill();
        await left.DisposeAsync();
        await server.StartAsync();
        await SendUntilHeardAsync(items);

        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20)); // the client may make it again before it is told of the end
        while (await Sender.SubscriptionsAsync("left") != 0)
        {
            await pace.WaitForNextTickAsync(Cancelled);
        }

        Assert.Equal(1, await Sender.SubscriptionsAsync("a"));
    }

    [Fact]
    public async Task A_replaying_stream_misses_nothing_while_Redis_is_away()
    {
        var log = new Log();
        await using var events = Replaying(log).GetAsyncEnumerator(Cancelled);
        log.Add(1);
        Assert.Equal(1, await NextAsync(events));

        var next = NextAsync(events);
        server.Kill();
        log.Add(2);
        await server.StartAsync();
        Assert.Equal(2, await next);

        log.Add(3);
        while (!await Sender.TrySendAsync("a", new Told(3, ""), Cancelled))
        {
            // until the sender's own connection is back
        }

        Assert.Equal(3, await NextAsync(events));
    }

    [Fact]
    public async Task Whoever_replays_reads_again_when_a_sender_tells_of_a_gap()
    {
        var log = new Log();
        await using var events = Replaying(log).GetAsyncEnumerator(Cancelled);
        log.Add(1);
        Assert.Equal(1, await NextAsync(events));
        var next = NextAsync(events); // has read the log to its end, and waits for the topic

        log.Add(2); // and nobody is told
        await Sender.PublishAsync("!gap", "g");

        Assert.Equal((2, 2), (await next, log.Reads));
    }

    [Fact]
    public async Task A_sender_who_tells_of_a_gap_tells_the_subscribers_of_every_topic()
    {
        await using var a = (IGapAwareStream<Told>)await Receiver.Topics.SubscribeAsync<Told>("a", Cancelled);
        await using var b = (IGapAwareStream<Told>)await Receiver.Topics.SubscribeAsync<Told>("b", Cancelled);

        await Sender.PublishAsync("!gap", "g");

        Assert.True((await a.ReadWithGapsAsync().FirstAsync(Cancelled)).IsGap);
        Assert.True((await b.ReadWithGapsAsync().FirstAsync(Cancelled)).IsGap);
    }

    private async Task SendNumbersAsync(string topicName, CancellationToken cancellationToken)
    {
        for (var number = 1; !cancellationToken.IsCancellationRequested; number++)
        {
            Volatile.Write(ref lastNumber, number);
            try
            {
                await Sender.Topics.SendAsync(topicName, new Told(number, ""), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async Task<int> NextAsync(IAsyncEnumerator<Told> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current.Number;
    }

    private ReplayingStream<Told> Replaying(Log log) => ReplayingStream.Create(
        token => Receiver.Topics.SubscribeAsync<Told>("a", token), (after, _) => log.ReadAfter(after), static told => told.Number, after: 0);

    /// <summary>Sends two new events, again and again until both come without a gap: then each must have come once.</summary>
    private async Task SendUntilHeardAsync(IAsyncEnumerator<LiveItem<Told>> items)
    {
        while (true)
        {
            var (first, second) = (++lastNumber, ++lastNumber);
            if (!await Sender.TrySendAsync("a", new Told(first, ""), Cancelled) || !await Sender.TrySendAsync("a", new Told(second, ""), Cancelled))
            {
                continue;
            }

            var heard = new List<int>();
            while (await items.MoveNextAsync() && items.Current is { IsGap: false, Message: { } told })
            {
                heard.AddRange(told.Number >= first ? [told.Number] : []);
                if (told.Number == second)
                {
                    Assert.Equal([first, second], heard);
                    return;
                }
            }
        }
    }

    internal sealed record Told(int Number, string Text);

    /// <summary>Where events are kept.</summary>
    private sealed class Log
    {
        private readonly List<Told> kept = [];

        /// <summary>Gets how often it was read.</summary>
        public int Reads { get; private set; }

        public void Add(int number)
        {
            lock (kept)
            {
                kept.Add(new Told(number, ""));
            }
        }

        public IAsyncEnumerable<Told> ReadAfter(int position)
        {
            lock (kept)
            {
                Reads++;
                return kept.Where(told => told.Number > position).ToArray().ToAsyncEnumerable();
            }
        }
    }
}
