using Notify.Channels.Sdk;

namespace Notify.Content.Contracts;

/// <summary>In whose name an e-mail leaves, and by whose login. Not to be logged.</summary>
/// <param name="From">The author.</param>
/// <param name="Credentials">The sender's own login; <see langword="null"/> means the integration's.</param>
public sealed record SenderAccount(EmailAddress From, SenderCredentials? Credentials)
{
    /// <summary>The same author by the integration's login.</summary>
    public SenderAccount WithoutLogin() => this with { Credentials = null };
}
