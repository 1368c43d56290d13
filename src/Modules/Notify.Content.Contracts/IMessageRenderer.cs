using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Content.Contracts;

/// <summary>Turns content into the message that a channel carries.</summary>
public interface IMessageRenderer
{
    /// <summary>Says what is wrong with content for a channel, all of it at once.</summary>
    /// <returns>Empty when it can be sent.</returns>
    IReadOnlyList<FieldError> Check(MessageContent content, ChannelManifest channel);

    /// <summary>Finds the identifier of the integration that the caller chose for a channel; <see langword="null"/> when none was chosen.</summary>
    string? FindIntegration(MessageContent content, string channel);

    /// <summary>Makes the message. The same content and envelope make the same message, attempt after attempt.</summary>
    ChannelMessage Render(MessageContent content, MessageFamily family, MessageEnvelope envelope);
}
