namespace Notify.Content.Contracts;

/// <summary>A sender as callers see it: without its password.</summary>
public sealed record SenderView
{
    /// <summary>Gets the id that the caller chose.</summary>
    public required string Identifier { get; init; }

    /// <summary>Gets the name that recipients see; <see langword="null"/> means the address alone.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the address.</summary>
    public required string FromEmail { get; init; }

    /// <summary>Gets the sender's own user at the mail server; <see langword="null"/> means the integration's login.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets whether a password is stored.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
