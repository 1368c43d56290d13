using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Redis.Broadcast;

namespace Notify.Delivery.Events;

/// <summary>
/// Tells events live to those who follow them. Redis keeps nothing, so whenever something may not have been told (Redis was away,
/// or another process was the relay before), everybody is told to read again from where they are.
/// </summary>
internal sealed class LiveEvents(IBroadcast broadcast)
{
    private const byte EventMark = (byte)'e';
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> GapNotice = [new(IStatusEvents.GapChannel, "g"u8.ToArray())];
    private bool mayHaveMissed;

    /// <summary>Begins as the relay: what the one before told last is not known.</summary>
    public void Begin() => mayHaveMissed = true;

    /// <summary>Tells events in their order.</summary>
    public async Task TellAsync(IReadOnlyList<StatusEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            await HealAsync(cancellationToken);
            return;
        }

        var messages = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>(events.Count * 2);
        foreach (var told in events)
        {
            byte[] message = [EventMark, .. JsonSerializer.SerializeToUtf8Bytes(told, Format)];
            messages.Add(new(IStatusEvents.ChannelPrefix + StatusSubject.Everything(told.EnvironmentId).Topic, message));
            if (told.NotificationId is { } notification)
            {
                messages.Add(new(IStatusEvents.ChannelPrefix + StatusSubject.Of(told.EnvironmentId, notification).Topic, message));
            }

            if (told.JobId is { } job)
            {
                messages.Add(new(IStatusEvents.ChannelPrefix + StatusSubject.Of(told.EnvironmentId, job).Topic, message));
            }
        }

        mayHaveMissed |= !await broadcast.TryTellAsync(messages, cancellationToken);
        await HealAsync(cancellationToken);
    }

    /// <summary>Tells of what may have been missed, once Redis takes it.</summary>
    private async Task HealAsync(CancellationToken cancellationToken)
    {
        if (mayHaveMissed)
        {
            mayHaveMissed = !await broadcast.TryTellAsync(GapNotice, cancellationToken);
        }
    }
}
