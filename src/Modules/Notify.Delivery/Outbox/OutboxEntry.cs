using Notify.Delivery.Lanes;
using Notify.Messaging;
using Notify.Primitives;

namespace Notify.Delivery.Outbox;

/// <summary>A lane message, committed together with what it announces.</summary>
internal sealed record OutboxEntry(Guid Id, Lane Lane, byte[] Body, string? TraceParent, DateTimeOffset CreatedAt)
{
    /// <summary>Makes the messages for ids of one environment, each of a size that one claim can take.</summary>
    public static IEnumerable<OutboxEntry> Make(
        Lane lane, LaneWork work, EnvironmentId environmentId, IEnumerable<Guid> ids, string? traceParent, TimeProvider timeProvider) =>
        ids.Chunk(LaneBody.MaxIds).Select(chunk => new OutboxEntry(
            Uuid7.New(timeProvider), lane, new LaneBody(work, environmentId, chunk).Write(), traceParent, timeProvider.GetUtcNow()));
}
