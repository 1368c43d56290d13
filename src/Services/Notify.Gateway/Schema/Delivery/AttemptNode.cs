using Notify.Delivery.Contracts;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>One call to a provider.</summary>
/// <param name="view">What the module tells.</param>
[Authorize]
[GraphQLName("Attempt")]
internal sealed class AttemptNode(AttemptView view)
{
    /// <summary>Gets its number within the delivery, from 1.</summary>
    public int Number => view.Number;

    /// <summary>Gets when the call began.</summary>
    public DateTimeOffset StartedAt => view.StartedAt;

    /// <summary>Gets when its outcome was known; null while it is under way.</summary>
    public DateTimeOffset? EndedAt => view.FinishedAt;

    /// <summary>Gets what came of it.</summary>
    public AttemptOutcome Outcome => view.Outcome;

    /// <summary>Gets the stable code of a failure.</summary>
    public string? Code => view.Code;

    /// <summary>Gets the reason of a failure for a person.</summary>
    public string? Reason => view.Reason;

    /// <summary>Gets the provider's own id of the message.</summary>
    public string? ProviderMessageId => view.ProviderMessageId;
}
