using System.Runtime.CompilerServices;
using Notify.Delivery.Contracts;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Joins the events that are kept to those that are told live: nothing is missed and nothing comes twice, even when Redis goes away meanwhile.</summary>
internal sealed class StatusFeed(ITopicEventReceiver topics, IStatusEvents events)
{
    /// <summary>Follows a subject: from now on without a cursor, from the event after the cursor on with one.</summary>
    /// <exception cref="GraphQLException">The cursor was never given out.</exception>
    public async ValueTask<IAsyncEnumerable<StatusEvent>> FollowAsync(StatusSubject subject, string? after, CancellationToken cancellationToken) =>
        after is null
            ? SharedAsync(From(subject, await events.FindLastPositionAsync(subject.EnvironmentId, cancellationToken)), CancellationToken.None)
            : From(subject, EventCursor.Read(after));

    private ReplayingStream<StatusEvent> From(StatusSubject subject, long position) => ReplayingStream.Create(
        going => topics.SubscribeAsync<StatusEvent>(subject.Topic, going),
        (last, reading) => events.ReadAfterAsync(subject, last, reading),
        static told => told.Position,
        position);

    /// <summary>A stream that begins now may be joined by others: what they share is all after they came.</summary>
    private static async IAsyncEnumerable<StatusEvent> SharedAsync(
        ReplayingStream<StatusEvent> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var told in stream.WithCancellation(cancellationToken))
        {
            yield return told;
        }
    }
}
