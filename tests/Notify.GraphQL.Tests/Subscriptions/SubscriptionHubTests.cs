using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Tests.AspNetCore;

namespace Notify.GraphQL.Tests.Subscriptions;

public sealed class SubscriptionHubTests
{
    private readonly SubscriptionHub hub = new(Options.Create(new SubscriptionOptions { BufferedEvents = 4 }));
    private readonly Channel<object?> events = Channel.CreateUnbounded<object?>();
    private readonly TaskCompletionSource released = new();
    private int opened;
    private int executed;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_subscriptions_share_one_stream_one_execution_and_one_payload()
    {
        await using var first = await SubscribeAsync("key");
        await using var second = await SubscribeAsync("key");
        var readers = new[] { first, second }.Select(static result => result.ReadResponsesAsync().GetAsyncEnumerator(Cancelled)).ToArray();

        events.Writer.TryWrite("one");
        foreach (var reader in readers)
        {
            Assert.True(await reader.MoveNextAsync());
        }

        Assert.Equal((1, 1, 1), (opened, executed, hub.SharedStreams));
        Assert.Same(readers[0].Current, readers[1].Current);
        Assert.Equal("{\"data\":\"one\"}", Encoding.UTF8.GetString(readers[0].Current.Json.Span));
    }

    [Theory]
    [InlineData("key", "other")]
    [InlineData(null, null)]
    public async Task Other_subscriptions_have_streams_of_their_own(string? first, string? second)
    {
        await using var one = await SubscribeAsync(first);
        await using var two = await SubscribeAsync(second);

        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task A_stream_that_begins_at_a_cursor_is_never_joined()
    {
        await using var first = await SubscribeAsync("key", isShareable: false);
        await using var second = await SubscribeAsync("key", isShareable: false);

        events.Writer.TryWrite("one");
        events.Writer.Complete();

        Assert.Equal((2, 0, 1), (opened, hub.SharedStreams, await first.ReadResponsesAsync().CountAsync(Cancelled)));
    }

    [Fact]
    public async Task The_last_to_leave_closes_the_stream()
    {
        var first = await SubscribeAsync("key");
        var second = await SubscribeAsync("key");

        await first.DisposeAsync();
        Assert.False(released.Task.IsCompleted);
        await second.DisposeAsync();

        Assert.Equal((true, 0), (released.Task.IsCompleted, hub.SharedStreams));
    }

    [Fact]
    public async Task Whoever_comes_after_the_last_has_left_opens_a_new_stream()
    {
        await (await SubscribeAsync("key")).DisposeAsync();
        await using var late = await SubscribeAsync("key");

        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task One_who_is_too_slow_ends_alone()
    {
        await using var slow = await SubscribeAsync("key");
        await using var fast = await SubscribeAsync("key");
        var reading = fast.ReadResponsesAsync().GetAsyncEnumerator(Cancelled);
        for (var i = 0; i < 10; i++)
        {
            events.Writer.TryWrite($"{i}");
            Assert.True(await reading.MoveNextAsync());
        }

        var failure = await Assert.ThrowsAsync<GraphQLException>(async () => await slow.ReadResponsesAsync().CountAsync(Cancelled));

        Assert.Equal(ErrorCodes.SubscriptionOverflow, failure.Errors[0].Code);
    }

    [Fact]
    public async Task A_source_that_fails_ends_everybodys_stream_with_its_error()
    {
        await using var first = await SubscribeAsync("key");
        await using var second = await SubscribeAsync("key");

        events.Writer.Complete(new TimeoutException("gone"));

        foreach (var result in new[] { first, second })
        {
            await Assert.ThrowsAsync<TimeoutException>(async () => await result.ReadResponsesAsync().CountAsync(Cancelled));
        }

        Assert.Equal(0, hub.SharedStreams);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_opened_is_tried_again_by_the_next()
    {
        await Assert.ThrowsAsync<GraphQLException>(async () => await hub.SubscribeAsync(
            "key", static _ => throw new GraphQLException("closed"), static (_, _) => throw new InvalidOperationException("never run"), Cancelled));

        await using var next = await SubscribeAsync("key");

        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task Whoever_leaves_while_the_stream_is_opened_does_not_take_it_from_the_others()
    {
        var gate = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = SubscribeAsync("key", gate: gate.Task, cancellationToken: leaving.Token);
        var second = SubscribeAsync("key", gate: gate.Task);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        await using var stayed = await second;
        events.Writer.TryWrite("one");
        Assert.True(await stayed.ReadResponsesAsync().GetAsyncEnumerator(Cancelled).MoveNextAsync());
    }

    [Fact]
    public async Task Coming_and_going_at_once_leaves_nothing_behind()
    {
        await Parallel.ForAsync(0, 2_000, Cancelled, async (i, cancellationToken) =>
        {
            var result = await hub.SubscribeAsync(
                $"key{i % 7}",
                _ => ValueTask.FromResult(new EventStream(events.Reader.ReadAllAsync(Cancelled), isShareable: i % 5 != 0)),
                static (_, _) => ValueTask.FromResult(Results.Json("x")),
                cancellationToken);
            await result.DisposeAsync();
        });

        Assert.Equal(0, hub.SharedStreams);
    }

    private Task<SubscriptionResult> SubscribeAsync(
        string? key, bool isShareable = true, Task? gate = null, CancellationToken? cancellationToken = null) => hub.SubscribeAsync(
        key,
        async token =>
        {
            Interlocked.Increment(ref opened);
            await (gate ?? Task.CompletedTask);
            return new EventStream(events.Reader.ReadAllAsync(token), isShareable, () =>
            {
                released.TrySetResult();
                return ValueTask.CompletedTask;
            });
        },
        (message, _) =>
        {
            Interlocked.Increment(ref executed);
            return ValueTask.FromResult(Results.Json((string)message!)); // the tests send strings
        },
        cancellationToken ?? Cancelled).AsTask();
}
