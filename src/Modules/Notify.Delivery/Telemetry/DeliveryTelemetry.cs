using System.Diagnostics;
using System.Diagnostics.Metrics;
using Notify.Primitives;

namespace Notify.Delivery.Telemetry;

/// <summary>The names under which the delivery path is watched. Neither tags nor spans ever carry an address or content.</summary>
internal static class DeliveryTelemetry
{
    public const string SourceName = "Notify.Delivery";

    public static readonly ActivitySource Activities = new(SourceName);

    private static readonly Meter Meter = new(SourceName);

    public static readonly Counter<long> Accepted = Meter.CreateCounter<long>("notify.intake.accepted", "{notification}", "Notifications committed by intake.");
    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("notify.intake.refused", "{request}", "Requests refused by intake, by code.");
    public static readonly Histogram<int> IntakeBatch = Meter.CreateHistogram<int>("notify.intake.commit_size", "{notification}", "Notifications per group commit.");
    public static readonly Counter<long> Published = Meter.CreateCounter<long>("notify.outbox.published", "{message}", "Lane messages confirmed by the broker.");
    public static readonly Counter<long> Swept = Meter.CreateCounter<long>("notify.outbox.swept", "{message}", "Lane messages that the sweeper had to publish.");
    public static readonly Counter<long> Planned = Meter.CreateCounter<long>("notify.plan.deliveries", "{delivery}", "Deliveries made by planning.");
    public static readonly Counter<long> Attempts = Meter.CreateCounter<long>("notify.send.attempts", "{attempt}", "Calls to providers, by outcome.");
    public static readonly Histogram<double> AttemptDuration = Meter.CreateHistogram<double>("notify.send.attempt.duration", "s", "How long a provider took to answer.");
    public static readonly Histogram<double> QueuedToAccepted = Meter.CreateHistogram<double>(
        "notify.delivery.queued_to_accepted", "s", "From a notification's acceptance, or the end of its hold, to the provider's acceptance.");
    public static readonly Counter<long> SloMissed = Meter.CreateCounter<long>("notify.delivery.slo_missed", "{notification}", "Notifications that took longer to their provider than Notify:Slo allows.");
    public static readonly UpDownCounter<int> InFlight = Meter.CreateUpDownCounter<int>("notify.send.in_flight", "{message}", "Messages being handed to providers.");
    public static readonly Counter<long> Paced = Meter.CreateCounter<long>("notify.send.paced", "{message}", "Messages put off because their account takes no more at once or per second.");
    public static readonly Counter<long> HooksDropped = Meter.CreateCounter<long>("notify.hooks.dropped", "{notice}", "Notices that hooks missed because they were slower than the traffic.");
    public static readonly Counter<long> LeasesExpired = Meter.CreateCounter<long>("notify.send.leases_expired", "{attempt}", "Attempts whose dispatcher died or hung.");
    public static readonly Counter<long> Receipts = Meter.CreateCounter<long>("notify.receipts", "{receipt}", "Facts that providers reported about messages they took.");
    public static readonly Counter<long> TimersFired = Meter.CreateCounter<long>("notify.timers.fired", "{timer}", "Timers that came due.");
    public static readonly Counter<long> EventsPublished = Meter.CreateCounter<long>("notify.events.published", "{event}", "Events confirmed by the broker.");
    public static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>("notify.dead_letters", "{message}", "Lane messages put aside because nobody could read them.");

    public static KeyValuePair<string, object?> StageTag(string stage) => new("notify.stage", stage);

    public static KeyValuePair<string, object?> ChannelTag(string channel) => new("notify.channel", channel);

    public static KeyValuePair<string, object?> PriorityTag(Priority priority) => new("notify.priority", NameOf(priority));

    public static KeyValuePair<string, object?> OutcomeTag(string outcome) => new("notify.outcome", outcome);

    private static string NameOf(Priority priority) => priority switch
    {
        Priority.Low => "low",
        Priority.Normal => "normal",
        Priority.High => "high",
        _ => "critical",
    };
}
