namespace Notify.Channels.Sdk;

/// <summary>The shape of message a channel carries.</summary>
public enum MessageFamily
{
    /// <summary><see cref="EmailMessage"/>.</summary>
    Email,

    /// <summary><see cref="SmsMessage"/>.</summary>
    Sms,

    /// <summary><see cref="PushMessage"/>.</summary>
    Push,

    /// <summary><see cref="ChatMessage"/>: chat services and any other channel of plain text.</summary>
    Chat,

    /// <summary><see cref="WebhookMessage"/>.</summary>
    Webhook,
}
