namespace Notify.Delivery.Contracts;

/// <summary>What happens to a message that may or may not have been sent.</summary>

/// <remarks>The numbers are stored and never change.</remarks>
public enum AmbiguityPolicy
{
    /// <summary>It is sent again, with the same reference: never lost, perhaps twice.</summary>
    Resend = 0,

    /// <summary>It ends as failed with the reason <c>AMBIGUOUS</c>: never twice, perhaps lost. A person may retry it.</summary>
    Hold = 1,
}
