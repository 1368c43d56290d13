using System.Runtime.CompilerServices;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Subscriptions;

/// <summary>
/// Joins what has happened to what happens: events after a cursor are read from where they are kept, then come live, each exactly
/// once and in order. For subscriptions that a client resumes: <c>[Subscribe(With = nameof(…))]</c>.
/// </summary>
public static class ReplayingStream
{
    /// <summary>
    /// Subscribes first and replays then, so that nothing falls between; passes over what was seen already, so that nothing comes
    /// twice; and replays again wherever the live stream may have missed something, from the last event on.
    /// </summary>
    /// <param name="goLive">Subscribes to the topic. A stream that is an <see cref="IGapAwareStream{TMessage}"/>, as topics are, heals its gaps.</param>
    /// <param name="replayAfter">Reads kept events after a position, in the order of positions. Called again after each gap.</param>
    /// <param name="positionOf">
    /// Tells an event's position. An event with a greater position than another must be kept, and sent, after it.
    /// </param>
    /// <param name="after">Where the client is: the position of the last event it has.</param>
    /// <typeparam name="TEvent">The event's type.</typeparam>
    /// <typeparam name="TPosition">The position's type, such as a sequence number.</typeparam>
    /// <returns>A stream of this subscriber alone; it is never shared with others.</returns>
    public static ReplayingStream<TEvent> Create<TEvent, TPosition>(
        Func<CancellationToken, ValueTask<ISourceStream<TEvent>>> goLive,
        Func<TPosition, CancellationToken, IAsyncEnumerable<TEvent>> replayAfter,
        Func<TEvent, TPosition> positionOf,
        TPosition after)
        where TPosition : IComparable<TPosition>
    {
        ArgumentNullException.ThrowIfNull(goLive);
        ArgumentNullException.ThrowIfNull(replayAfter);
        ArgumentNullException.ThrowIfNull(positionOf);
        return new ReplayingStream<TEvent>(cancellationToken => ReadAsync(goLive, replayAfter, positionOf, after, cancellationToken));
    }

    private static async IAsyncEnumerable<TEvent> ReadAsync<TEvent, TPosition>(
        Func<CancellationToken, ValueTask<ISourceStream<TEvent>>> goLive,
        Func<TPosition, CancellationToken, IAsyncEnumerable<TEvent>> replayAfter,
        Func<TEvent, TPosition> positionOf,
        TPosition position,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPosition : IComparable<TPosition>
    {
        await using var live = await goLive(cancellationToken);
        await foreach (var item in BeginningWithGap(live, cancellationToken))
        {
            if (!item.IsGap)
            {
                if (IsNew(item.Message!)) // an item that is no gap carries a message
                {
                    yield return item.Message!;
                }

                continue;
            }

            await foreach (var kept in replayAfter(position, cancellationToken).WithCancellation(cancellationToken))
            {
                if (IsNew(kept))
                {
                    yield return kept;
                }
            }
        }

        bool IsNew(TEvent candidate)
        {
            var next = positionOf(candidate);
            if (next.CompareTo(position) <= 0)
            {
                return false;
            }

            position = next;
            return true;
        }
    }

    /// <summary>What lies before the subscription is the first gap.</summary>
    private static async IAsyncEnumerable<LiveItem<TEvent>> BeginningWithGap<TEvent>(
        ISourceStream<TEvent> live, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return LiveItem<TEvent>.Gap;
        if (live is IGapAwareStream<TEvent> gapAware)
        {
            await foreach (var item in gapAware.ReadWithGapsAsync().WithCancellation(cancellationToken))
            {
                yield return item;
            }
        }
        else
        {
            await foreach (var message in live.ReadEventsAsync().WithCancellation(cancellationToken))
            {
                yield return new LiveItem<TEvent>(message);
            }
        }
    }
}

/// <summary>A stream that <see cref="ReplayingStream.Create"/> made: opened when it is read, and read once.</summary>
/// <typeparam name="TEvent">The event's type.</typeparam>
public sealed class ReplayingStream<TEvent> : IAsyncEnumerable<TEvent>, IUnsharedStream
{
    private readonly Func<CancellationToken, IAsyncEnumerable<TEvent>> read;

    internal ReplayingStream(Func<CancellationToken, IAsyncEnumerable<TEvent>> read) => this.read = read;

    /// <inheritdoc />
    public IAsyncEnumerator<TEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        read(cancellationToken).GetAsyncEnumerator(cancellationToken);
}

/// <summary>Marks event streams that begin where their own subscriber says, which nobody else may join.</summary>
public interface IUnsharedStream;
