using System.Text.Json;
using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Subscribers;

/// <summary>An address on a channel. A subscriber may have several on one.</summary>
internal sealed record EndpointBody
{
    /// <summary>Gets the channel's id. Required.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the address: a text, or an object where the channel's addresses are objects, as a browser's push subscription is. Required.</summary>
    public JsonElement? Address { get; init; }

    /// <summary>Gets the plugin that the address belongs to; found by the address's form unless given.</summary>
    public string? Provider { get; init; }

    /// <exception cref="NotifyException">Fields are missing.</exception>
    public static EndpointDraft ToDraft(EndpointBody? body, int index)
    {
        var address = body?.Address is not { } given ? null
            : given.ValueKind == JsonValueKind.String ? given.GetString()
            : given.ValueKind == JsonValueKind.Object ? JsonSerializer.Serialize(given, RestJson.Default.JsonElement) : null;
        return body?.Channel is { } channel && address is not null
            ? new() { Channel = channel, Address = address, Provider = body.Provider }
            : throw new NotifyException(
                ErrorCode.ValidationError, $"endpoints/{index} needs a channel and an address, a text or an object.",
                new FieldError($"/endpoints/{index}", "needs a channel and an address, a text or an object."));
    }
}
