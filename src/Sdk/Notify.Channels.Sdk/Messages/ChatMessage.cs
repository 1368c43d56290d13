namespace Notify.Channels.Sdk;

/// <summary>A message for a chat service, or for any channel that carries text. <see cref="ChannelMessage.Address"/> is whatever the service uses.</summary>
public sealed record ChatMessage : ChannelMessage
{
    /// <summary>Gets the subject or title; <see langword="null"/> means none.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the text.</summary>
    public required string Text { get; init; }
}
