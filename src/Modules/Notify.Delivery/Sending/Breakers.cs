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
    public void Learn(IntegrationId id, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Misconfigured:
                states[id] = new(FailuresToOpen, timeProvider.GetUtcNow() + OpenFor);
                break;
            case SendOutcome.Transient or SendOutcome.Ambiguous:
                states.AddOrUpdate(id, _ => new(1, default), (_, state) => state.Failures + 1 >= FailuresToOpen
                    ? new(state.Failures + 1, timeProvider.GetUtcNow() + OpenFor)
                    : state with { Failures = state.Failures + 1 });
                break;
            default:
                states.TryRemove(id, out _);
                break;
        }
    }

    private sealed record State(int Failures, DateTimeOffset OpenUntil);
}
