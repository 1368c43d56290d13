using System.Collections.Frozen;

namespace Notify.Channels.Apns;

/// <summary>What a push is for (<c>apns-push-type</c>), and what follows from it.</summary>
/// <param name="Name">Apple's name.</param>
/// <param name="TopicSuffix">What the topic has beyond the bundle id.</param>
/// <param name="LargestPayload">The most bytes of payload.</param>
internal sealed record PushType(string Name, string TopicSuffix = "", int LargestPayload = 4_096)
{
    public static PushType Alert { get; } = new("alert");

    /// <summary>Wakes the app and shows nothing.</summary>
    public static PushType Background { get; } = new("background");

    /// <summary>Those that a signing key can send; MDM needs a certificate.</summary>
    public static FrozenDictionary<string, PushType> All { get; } = new PushType[]
    {
        Alert,
        Background,
        new("complication", ".complication"),
        new("controls", ".push-type.controls"),
        new("fileprovider", ".pushkit.fileprovider"),
        new("liveactivity", ".push-type.liveactivity"),
        new("location", ".location-query"),
        new("pushtotalk", ".voip-ptt"),
        new("voip", ".voip", 5_120),
        new("widgets", ".push-type.widgets"),
    }.ToFrozenDictionary(static type => type.Name, StringComparer.Ordinal);
}
