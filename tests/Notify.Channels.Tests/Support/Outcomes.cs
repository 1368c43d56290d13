using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

internal static class Outcomes
{
    /// <summary>The case and the code, such as <c>Transient 451-4.3.0</c>.</summary>
    public static string Describe(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => "Accepted",
        SendOutcome.Rejected rejected => $"Rejected {rejected.Code}",
        SendOutcome.EndpointGone gone => $"EndpointGone {gone.Code}",
        SendOutcome.Throttled throttled => $"Throttled {throttled.Code}",
        SendOutcome.Transient transient => $"Transient {transient.Code}",
        SendOutcome.Misconfigured misconfigured => $"Misconfigured {misconfigured.Code}",
        SendOutcome.Ambiguous ambiguous => $"Ambiguous {ambiguous.Code}",
        _ => outcome.GetType().Name,
    };
}
