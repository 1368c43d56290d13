using System.Diagnostics.CodeAnalysis;

namespace Notify.Channels.Webhook;

/// <summary>What can be called.</summary>
internal static class WebhookAddress
{
    /// <summary>Ends the sentence "The address must be …".</summary>
    public const string Rule = "an absolute http or https URL without user name and password";

    public static bool TryParse(string address, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(address, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.Host.Length > 0 && url.UserInfo.Length == 0;
}
