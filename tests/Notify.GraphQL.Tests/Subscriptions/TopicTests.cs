using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Tests.Subscriptions;

public sealed class TopicTests
{
    private readonly InMemoryTopics topics = new(Options.Create(new SubscriptionOptions { BufferedEvents = 3 }));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_who_subscribed_gets_every_event_in_order()
    {
        await using var first = await topics.SubscribeAsync<int>("a", Cancelled);
        await using var second = await topics.SubscribeAsync<int>("a", Cancelled);
        await using var other = await topics.SubscribeAsync<int>("b", Cancelled);

        await topics.SendAsync("a", 1, Cancelled);
        await topics.SendAsync("a", 2, Cancelled);
        await topics.CompleteAsync("a");
        await topics.CompleteAsync("b");

        Assert.Equal([[1, 2], [1, 2], []], new[] { await AllOf(first), await AllOf(second), await AllOf(other) });
    }

    [Fact]
    public async Task Events_before_the_subscription_are_not_seen()
    {
        await topics.SendAsync("a", 1, Cancelled);
        await using var late = await topics.SubscribeAsync<int>("a", Cancelled);
        await topics.CompleteAsync("a");

        Assert.Empty(await AllOf(late));
    }

    [Fact]
    public async Task A_subscriber_who_left_keeps_nothing()
    {
        var stream = await topics.SubscribeAsync<int>("a", Cancelled);
        await stream.DisposeAsync();

        await topics.SendAsync("a", 1, Cancelled);

        Assert.Empty(await AllOf(stream));
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_gets_what_was_kept_and_then_an_error()
    {
        await using var stream = await topics.SubscribeAsync<int>("a", Cancelled);
        for (var i = 1; i <= 10; i++)
        {
            await topics.SendAsync("a", i, Cancelled);
        }

        var read = new List<int>();
        var failure = await Assert.ThrowsAsync<GraphQLException>(async () =>
        {
            await foreach (var message in stream.ReadEventsAsync())
            {
                read.Add(message);
            }
        });

        Assert.Equal([1, 2, 3], read);
        Assert.Equal(ErrorCodes.SubscriptionOverflow, failure.Errors[0].Code);
    }

    [Fact]
    public async Task A_reader_that_knows_gaps_goes_on_behind_one()
    {
        await using var stream = (IGapAwareStream<int>)await topics.SubscribeAsync<int>("a", Cancelled);
        for (var i = 1; i <= 10; i++)
        {
            await topics.SendAsync("a", i, Cancelled);
        }

        var read = new List<string>();
        await foreach (var item in stream.ReadWithGapsAsync())
        {
            read.Add(item.IsGap ? "gap" : $"{item.Message}");
            if (item.IsGap)
            {
                await topics.SendAsync("a", 11, Cancelled);
                await topics.CompleteAsync("a");
            }
        }

        Assert.Equal(["1", "2", "3", "gap", "11"], read);
    }

    [Fact]
    public async Task A_subscriber_of_another_type_is_told_so()
    {
        await using var stream = await topics.SubscribeAsync<string>("a", Cancelled);
        await topics.SendAsync("a", 1, Cancelled);

        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() => AllOf(stream));

        Assert.Equal("Topic 'a' carries System.Int32, but a subscriber reads System.String.", mistake.Message);
    }

    [Fact]
    public async Task Waiting_ends_with_the_readers_token()
    {
        await using var stream = await topics.SubscribeAsync<int>("a", Cancelled);
        using var leaving = new CancellationTokenSource();
        var reading = stream.ReadEventsAsync().GetAsyncEnumerator(leaving.Token).MoveNextAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(reading.AsTask);
    }

    private static async Task<int[]> AllOf(ISourceStream<int> stream) => await stream.ReadEventsAsync().ToArrayAsync(Cancelled);

    private static async Task<string[]> AllOf(ISourceStream<string> stream) => await stream.ReadEventsAsync().ToArrayAsync(Cancelled);
}
