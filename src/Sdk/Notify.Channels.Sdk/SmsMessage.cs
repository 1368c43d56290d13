namespace Notify.Channels.Sdk;

/// <summary>A text message. <see cref="ChannelMessage.Address"/> is an E.164 number.</summary>
public sealed record SmsMessage : ChannelMessage
{
    /// <summary>Gets the text.</summary>
    public required string Text { get; init; }
}
