namespace Notify.Content.Contracts;

/// <summary>A new sender.</summary>
public sealed record SenderDraft
{
    /// <summary>Gets the id that the caller chose, unique in the environment: a-z, 0-9, '-' and '_', starting with a letter.</summary>
    public required string Identifier { get; init; }

    /// <summary>Gets the name that recipients see; <see langword="null"/> means the address alone.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the address.</summary>
    public required string FromEmail { get; init; }

    /// <summary>Gets the sender's own user at the mail server; <see langword="null"/> or empty means the integration's login.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets the user's password; ignored without a user.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one.</summary>
    public bool IsDefault { get; init; }
}
