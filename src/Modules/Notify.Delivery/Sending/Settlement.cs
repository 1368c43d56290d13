using Notify.Delivery.Events;
using Notify.Delivery.Outbox;

namespace Notify.Delivery.Sending;

/// <summary>An attempt's end on its way into the database.</summary>
internal sealed class Settlement
{
    private readonly TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required ClaimedDelivery Delivery { get; init; }

    public required Verdict Verdict { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The timer's key when it is tried again later.</summary>
    public required Guid? TimerId { get; init; }

    public required IReadOnlyList<EventDraft> Events { get; init; }

    /// <summary>The lane messages when it is tried again at once.</summary>
    public required IReadOnlyList<OutboxEntry> Announced { get; init; }

    public IEnumerable<Guid> NotificationIds => Delivery.Notifications.Select(static notification => notification.Id.Value);

    public IEnumerable<Guid> JobIds => Delivery.Notifications.Select(static notification => notification.JobId).OfType<Guid>();

    /// <summary>Completes when it is committed.</summary>
    public Task Stored => stored.Task;

    public void MarkStored() => stored.TrySetResult();

    public void MarkLost() => stored.TrySetCanceled();
}
