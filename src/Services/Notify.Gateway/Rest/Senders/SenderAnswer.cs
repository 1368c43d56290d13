using Notify.Content.Contracts;

namespace Notify.Gateway.Rest.Senders;

/// <summary>A sender, without its password.</summary>
/// <param name="Identifier">The id that was chosen for it.</param>
/// <param name="DisplayName">The name that recipients see; absent when they see the address alone.</param>
/// <param name="FromEmail">The address.</param>
/// <param name="SmtpUser">The sender's own user at the mail server; absent when the integration's login is used.</param>
/// <param name="HasPassword">Whether a password is stored.</param>
/// <param name="IsDefault">Whether messages that name no sender get this one.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record SenderAnswer(
    string Identifier, string? DisplayName, string FromEmail, string? SmtpUser, bool HasPassword, bool IsDefault, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SenderAnswer Of(SenderView view) => new(
        view.Identifier, view.DisplayName, view.FromEmail, view.SmtpUser, view.HasPassword, view.IsDefault, view.CreatedAt, view.UpdatedAt);
}
