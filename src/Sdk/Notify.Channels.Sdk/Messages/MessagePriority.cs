namespace Notify.Channels.Sdk;

/// <summary>How urgent a message is to its recipient. Push services save a device's battery by it; others may ignore it.</summary>
public enum MessagePriority
{
    /// <summary>News that can wait until the device is awake anyway.</summary>
    Low = -1,

    /// <summary>The ordinary case, and the default.</summary>
    Normal = 0,

    /// <summary>Something the recipient waits for.</summary>
    High = 1,

    /// <summary>A one-time code, an alarm: at once or of no use.</summary>
    Critical = 2,
}
