namespace Notify.Content.Contracts;

/// <summary>Changes to a sender; what is <see langword="null"/> stays.</summary>
public sealed record SenderPatch
{
    /// <summary>Gets the new id.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the new name; empty removes it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the new address.</summary>
    public string? FromEmail { get; init; }

    /// <summary>Gets the new user; empty removes the login.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets the new password; ignored without a user.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one.</summary>
    public bool? IsDefault { get; init; }
}
