using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Delivery.Telemetry;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>Measures how long messages take to their provider, counts those that took too long, and says so without flooding the log.</summary>
internal sealed partial class SloWatch(IOptions<SloOptions> options, TimeProvider timeProvider, ILogger<SloWatch> logger)
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(10);
    private readonly SloOptions objectives = options.Value;
    private readonly long[] lastWarning = new long[(int)Priority.Critical + 1]; // time stamps, by priority

    /// <summary>Takes note of a message that its provider accepted.</summary>
    /// <param name="channel">Its channel.</param>
    /// <param name="priority">Its urgency.</param>
    /// <param name="readyAt">When it could leave.</param>
    public void Accepted(string channel, Priority priority, DateTimeOffset readyAt)
    {
        var taken = timeProvider.GetUtcNow() - readyAt;
        DeliveryTelemetry.QueuedToAccepted.Record(taken.TotalSeconds, DeliveryTelemetry.ChannelTag(channel), DeliveryTelemetry.PriorityTag(priority));
        if (objectives.Of(priority) is { } objective && taken > objective)
        {
            DeliveryTelemetry.SloMissed.Add(1, DeliveryTelemetry.ChannelTag(channel), DeliveryTelemetry.PriorityTag(priority));
            if (MayWarn(priority))
            {
                LogMissed(priority, channel, taken.TotalSeconds, objective.TotalSeconds);
            }
        }
    }

    private bool MayWarn(Priority priority)
    {
        ref var last = ref lastWarning[(int)priority];
        var (seen, now) = (Volatile.Read(ref last), timeProvider.GetTimestamp());
        return (seen == 0 || timeProvider.GetElapsedTime(seen, now) >= QuietTime) && Interlocked.CompareExchange(ref last, now, seen) == seen;
    }

    [LoggerMessage(2340, LogLevel.Warning, "A {Priority} message on {Channel} took {Seconds:0.0} s to its provider; the objective is {Objective:0.0} s. Add a dispatcher, or raise Notify:Dispatch:InFlightLimit. Further ones are counted in notify.delivery.slo_missed.")]
    private partial void LogMissed(Priority priority, string channel, double seconds, double objective);
}
