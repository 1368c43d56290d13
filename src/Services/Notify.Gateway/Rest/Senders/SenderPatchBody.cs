using Notify.Content.Contracts;

namespace Notify.Gateway.Rest.Senders;

/// <summary>Changes to a sender; what is absent stays.</summary>
internal sealed record SenderPatchBody
{
    /// <summary>Gets the new id; the default sender's cannot be changed.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the new name; empty removes it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the new address.</summary>
    public string? FromEmail { get; init; }

    /// <summary>Gets the new user; empty removes the login.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets the new password; ignored without a user. It is never shown again.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one.</summary>
    public bool? IsDefault { get; init; }

    public SenderPatch ToPatch() => new()
    {
        Identifier = Identifier,
        DisplayName = DisplayName,
        FromEmail = FromEmail,
        SmtpUser = SmtpUser,
        SmtpPassword = SmtpPassword,
        IsDefault = IsDefault,
    };
}
