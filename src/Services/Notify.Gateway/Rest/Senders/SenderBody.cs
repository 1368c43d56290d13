using Notify.Content.Contracts;
using Notify.Gateway.Rest.Notifications;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Senders;

/// <summary>A sender that is wanted.</summary>
internal sealed record SenderBody
{
    /// <summary>Gets the id that messages name as senderId, unique in the environment (a-z, 0-9, '-', '_'). Required.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the name that recipients see; none by default.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the address. Required.</summary>
    public string? FromEmail { get; init; }

    /// <summary>Gets the sender's own user at the mail server; the integration's login is used by default.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets the user's password; ignored without a user. It is never shown again.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one; false by default.</summary>
    public bool? IsDefault { get; init; }

    /// <exception cref="NotifyException">Fields are missing; all such are named.</exception>
    public SenderDraft ToDraft()
    {
        var errors = new List<FieldError>();
        BodyRules.Require(Identifier, "/identifier", errors);
        BodyRules.Require(FromEmail, "/fromEmail", errors);
        BodyRules.ThrowIfAny(errors);
        return new()
        {
            Identifier = Identifier!, // required above
            DisplayName = DisplayName,
            FromEmail = FromEmail!, // required above
            SmtpUser = SmtpUser,
            SmtpPassword = SmtpPassword,
            IsDefault = IsDefault ?? false,
        };
    }
}
