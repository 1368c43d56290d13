namespace Notify.Delivery.Contracts;

/// <summary>What came of one call to a provider.</summary>

/// <remarks>The numbers are stored and never change.</remarks>
public enum AttemptOutcome
{
    /// <summary>Under way.</summary>
    InProgress = 0,

    /// <summary>The provider took it.</summary>
    Accepted = 1,

    /// <summary>The provider refused the message for good.</summary>
    Permanent = 2,

    /// <summary>The address does not work.</summary>
    InvalidRecipient = 3,

    /// <summary>The provider asked to slow down.</summary>
    Throttled = 4,

    /// <summary>It did not work now, and was not sent.</summary>
    Transient = 5,

    /// <summary>The integration does not work as configured.</summary>
    Misconfigured = 6,

    /// <summary>It may have been sent: nobody can say.</summary>
    Ambiguous = 7,
}
