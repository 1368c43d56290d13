using System.Collections.Concurrent;
using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>Remembers which integrations do not work at present, so that others of the channel are used meanwhile.</summary>
internal sealed class Breakers(TimeProvider timeProvider)
{
    private const int FailuresToOpen = 10;
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<IntegrationId, State> states = new();

    /// <summary>Says whether the integration should be passed over. After its time it is tried again.</summary>
    public bool IsOpen(IntegrationId id) => states.TryGetValue(id, out var state) && state.OpenUntil > timeProvider.GetUtcNow();

    /// <summary>Learns from an attempt: a configuration that never works opens at once, failures in a row open after some.</summary>
    /// <returns>What changed for whoever looks from outside; <see langword="null"/> when nothing did.</returns>
    public Flip? Learn(IntegrationId id, SendOutcome outcome)
    {
        var now = timeProvider.GetUtcNow();
        switch (outcome)
        {
            case SendOutcome.Misconfigured misconfigured:
                return Open(id, new(FailuresToOpen, now + OpenFor), misconfigured.Code, now);
            case SendOutcome.Transient or SendOutcome.Ambiguous:
                var state = states.AddOrUpdate(id, static _ => new(1, default), static (_, known) => known with { Failures = known.Failures + 1 });
                return state.Failures < FailuresToOpen ? null
                    : Open(id, state with { OpenUntil = now + OpenFor }, outcome is SendOutcome.Transient transient ? transient.Code : ((SendOutcome.Ambiguous)outcome).Code, now);
            case SendOutcome.Throttled { IsHeldBack: true }:
                return null; // nobody was asked
            default:
                return states.TryRemove(id, out var closed) && closed.OpenUntil != default ? new Flip(null, "recovered") : null;
        }
    }

    private Flip? Open(IntegrationId id, State open, string code, DateTimeOffset now)
    {
        var wasOpen = states.TryGetValue(id, out var known) && known.OpenUntil > now;
        states[id] = open;
        return wasOpen ? null : new Flip(open.OpenUntil, code);
    }

    /// <summary>A breaker opened until a time, or closed (<see langword="null"/>).</summary>
    internal sealed record Flip(DateTimeOffset? OpenUntil, string Code);

    private sealed record State(int Failures, DateTimeOffset OpenUntil);
}
