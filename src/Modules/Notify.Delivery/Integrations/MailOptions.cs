namespace Notify.Delivery.Integrations;

/// <summary>What holds for all e-mail. Configuration section <c>Notify:Mail</c>.</summary>
internal sealed class MailOptions
{
    /// <summary>
    /// Gets or sets the <c>host:port</c> of a development mail server that gets every e-mail instead of the integrations' providers. The default is
    /// empty: e-mail goes to the providers.
    /// </summary>
    public string DevRedirect { get; set; } = "";

    /// <summary>Takes a <c>host:port</c> apart; an IPv6 address stands in brackets.</summary>
    public static bool TryRead(string redirect, out string host, out int port)
    {
        var isRead = Uri.TryCreate("smtp://" + redirect, UriKind.Absolute, out var uri)
            && uri is { Port: > 0, UserInfo: "", Query: "", Fragment: "", AbsolutePath: "/" or "" } && !redirect.EndsWith('/');
        (host, port) = isRead ? (uri!.Host.Trim('[', ']'), uri.Port) : ("", 0); // not null: it was read
        return isRead;
    }
}
