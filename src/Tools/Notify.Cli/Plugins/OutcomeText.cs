using Notify.Channels.Sdk;

namespace Notify.Cli.Plugins;

/// <summary>Says an outcome, and what Notify would do next, in one line.</summary>
internal static class OutcomeText
{
    public static string Of(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted accepted => $"Accepted{(accepted.ProviderMessageId is { } id ? $" as {id}" : "")}.",
        SendOutcome.Rejected rejected => Line("Rejected", rejected.Code, rejected.Reason, "Notify would give up on this message."),
        SendOutcome.EndpointGone gone => Line("EndpointGone", gone.Code, gone.Reason, "Notify would stop using this address."),
        SendOutcome.Throttled throttled => Line("Throttled", throttled.Code, null, $"Notify would try again{After(throttled.RetryAfter)}."),
        SendOutcome.Transient transient => Line("Transient", transient.Code, transient.Reason, $"Notify would try again{After(transient.RetryAfter)}."),
        SendOutcome.Misconfigured misconfigured => Line("Misconfigured", misconfigured.Code, misconfigured.Reason, "Notify would use the channel's next integration."),
        SendOutcome.Ambiguous ambiguous => Line("Ambiguous", ambiguous.Code, ambiguous.Reason, "It may have been sent; Notify would do what the integration's onAmbiguous says."),
        _ => outcome.GetType().Name,
    };

    private static string Line(string name, string code, string? reason, string next) => $"{name} {code}: {(reason is null ? "" : $"{reason} ")}{next}";

    private static string After(TimeSpan? wait) => wait is { } least ? $", not before {least.TotalSeconds:0} s" : "";
}
