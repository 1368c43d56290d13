using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.Sdk;

namespace Notify.Channels.Push;

/// <summary>What the push services have in common.</summary>
internal static class PushRules
{
    /// <summary>How long a service keeps a message: as the message says, but never beyond its deadline; null leaves it to the service.</summary>
    public static TimeSpan? TimeToLive(PushMessage message, DateTimeOffset now)
    {
        var left = message.Deadline - now;
        var time = message.TimeToLive is { } own && !(left < own) ? own : left;
        return time < TimeSpan.Zero ? TimeSpan.Zero : time;
    }

    /// <summary>A collapse key that a service would refuse is replaced by its hash: two equal keys still collapse.</summary>
    public static string CollapseKey(string key, int longest, SearchValues<char> allowed)
    {
        if (key.Length > 0 && key.Length <= longest && !key.AsSpan().ContainsAnyExcept(allowed))
            return key;

        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return hash.Length <= longest ? hash : hash[..longest];
    }
}
