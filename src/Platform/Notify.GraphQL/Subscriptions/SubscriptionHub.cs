using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Telemetry;

namespace Notify.GraphQL.Subscriptions;

/// <summary>
/// Runs subscriptions: per event one execution, and one response for all who ask for the same thing by the same rights. They share
/// one event stream, and the one who leaves last closes it.
/// </summary>
internal sealed class SubscriptionHub(IOptions<SubscriptionOptions> options)
{
    private readonly ConcurrentDictionary<object, SharedSubscription> shared = new();
    private readonly int bufferedEvents = options.Value.BufferedEvents;

    /// <summary>Gets how many event streams are shared now.</summary>
    public int SharedStreams => shared.Count;

    /// <summary>Opens an event stream, or joins one.</summary>
    /// <param name="key">
    /// What makes subscriptions equal, such as a <see cref="SharingKey"/>; null for one that nobody may join. The delegates of
    /// the first subscriber then serve all, beyond that subscriber's stay: they must not use the scope of one request.
    /// </param>
    /// <param name="open">Opens the event stream; with a key, the token ends with the last subscriber.</param>
    /// <param name="execute">Makes an event's response.</param>
    /// <param name="cancellationToken">Ends this subscriber's stay.</param>
    public async ValueTask<SubscriptionResult> SubscribeAsync(
        object? key,
        Func<CancellationToken, ValueTask<EventStream>> open,
        Func<object?, CancellationToken, ValueTask<OperationResult>> execute,
        CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return await OpenAloneAsync(open, execute, cancellationToken);
        }

        var (subscription, seat) = Join(key);
        try
        {
            var stream = await subscription.OpenAsync(open, execute).WaitAsync(cancellationToken);
            if (stream.IsShareable)
            {
                return Counted(seat.ReadAsync(cancellationToken), () => subscription.LeaveAsync(seat));
            }

            if (subscription.TryClaim())
            {
                return Counted(ExecuteAsync(stream, execute, cancellationToken), () => subscription.LeaveAsync(seat));
            }
        }
        catch
        {
            await subscription.LeaveAsync(seat);
            throw;
        }

        await subscription.LeaveAsync(seat);
        return await OpenAloneAsync(open, execute, cancellationToken);
    }

    private static async ValueTask<SubscriptionResult> OpenAloneAsync(
        Func<CancellationToken, ValueTask<EventStream>> open,
        Func<object?, CancellationToken, ValueTask<OperationResult>> execute,
        CancellationToken cancellationToken)
    {
        var stream = await open(cancellationToken);
        return Counted(ExecuteAsync(stream, execute, cancellationToken), stream.DisposeAsync);
    }

    private static SubscriptionResult Counted(IAsyncEnumerable<OperationResult> responses, Func<ValueTask> release)
    {
        var open = 1;
        GraphQLTelemetry.Subscriptions.Add(1);
        return new SubscriptionResult(responses, () =>
        {
            if (Interlocked.Exchange(ref open, 0) == 0)
            {
                return ValueTask.CompletedTask;
            }

            GraphQLTelemetry.Subscriptions.Add(-1);
            return release();
        });
    }

    private static async IAsyncEnumerable<OperationResult> ExecuteAsync(
        EventStream stream,
        Func<object?, CancellationToken, ValueTask<OperationResult>> execute,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in stream.Events.WithCancellation(cancellationToken))
        {
            yield return await execute(message, cancellationToken);
        }
    }

    private (SharedSubscription Subscription, BoundedBuffer<OperationResult> Seat) Join(object key)
    {
        while (true)
        {
            var subscription = shared.GetOrAdd(key, static (key, hub) => new SharedSubscription(hub.bufferedEvents, ended => hub.Forget(key, ended)), this);
            if (subscription.TryJoin() is { } seat)
            {
                return (subscription, seat);
            }

            Forget(key, subscription); // it is just ending
        }
    }

    private void Forget(object key, SharedSubscription ended) => shared.TryRemove(new(key, ended));
}
