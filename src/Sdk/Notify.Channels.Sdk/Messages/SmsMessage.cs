namespace Notify.Channels.Sdk;

/// <summary>A text message. <see cref="ChannelMessage.Address"/> is an E.164 number.</summary>
public sealed record SmsMessage : ChannelMessage
{
    /// <summary>Gets the sender's number or name; <see langword="null"/> means the integration's default.</summary>
    public string? From { get; init; }

    /// <summary>Gets the text.</summary>
    public required string Text { get; init; }
}
