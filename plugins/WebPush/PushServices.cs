namespace Notify.Channels.WebPush;

/// <summary>The hosts that subscriptions may name, and those whose word about our key is believed.</summary>
/// <remarks>
/// A subscription comes from a browser, so anybody can name a server of their own in one. Such a server must not be able to say that the integration's
/// keys are wrong and so have it put aside for everybody.
/// </remarks>
internal sealed class PushServices(string[]? allowed)
{
    private static readonly string[] Known =
    [
        "fcm.googleapis.com", "jmt17.google.com", // Chrome, Edge on Android, Opera, Samsung
        "push.services.mozilla.com", // Firefox
        "notify.windows.com", // Edge
        "push.apple.com", // Safari
    ];

    public bool Allows(string host) => allowed is null || IsBelow(host, allowed);

    public bool Trusts(string host) => IsBelow(host, allowed ?? Known);

    private static bool IsBelow(string host, string[] names)
    {
        foreach (var name in names)
        {
            if (host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[host.Length - name.Length - 1] == '.'))
                return true;
        }

        return false;
    }
}
