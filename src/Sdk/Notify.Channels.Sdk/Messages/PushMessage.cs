namespace Notify.Channels.Sdk;

/// <summary>A push notification. <see cref="ChannelMessage.Address"/> is a device token or push endpoint. What is null is absent on the wire.</summary>
public sealed record PushMessage : ChannelMessage
{
    /// <summary>Gets the title; <see langword="null"/> means none.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the body.</summary>
    public required string Body { get; init; }

    /// <summary>Gets what the app receives beside the visible text.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the app icon's badge count; 0 clears it, <see langword="null"/> leaves it unchanged.</summary>
    public int? Badge { get; init; }

    /// <summary>Gets the sound's name; <see langword="null"/> means the system's default.</summary>
    public string? Sound { get; init; }

    /// <summary>Gets the picture; <see langword="null"/> means none.</summary>
    public Uri? Image { get; init; }

    /// <summary>Gets how long the push service keeps the message for an absent device; <see langword="null"/> means the service's default.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Gets the key of the message that this one replaces while the device is away; <see langword="null"/> replaces none.</summary>
    public string? CollapseKey { get; init; }
}
