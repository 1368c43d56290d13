using System.Text.Json;
using Notify.Audience.Contracts;

namespace Notify.Gateway.Schema.Audience;

/// <summary>Who can be notified, and where.</summary>
[Node]
[Authorize]
[GraphQLName("Subscriber")]
internal sealed class SubscriberNode(Subscriber subscriber)
{
    /// <summary>Gets the global id.</summary>
    public string Id => subscriber.ExternalId;

    /// <summary>Gets the id that callers chose.</summary>
    public string UserId => subscriber.ExternalId;

    /// <summary>Gets the display name.</summary>
    public string? Name => subscriber.Profile.Name;

    /// <summary>Gets the e-mail address.</summary>
    public string? Email => subscriber.Profile.Email;

    /// <summary>Gets the telephone number in E.164 form.</summary>
    public string? Phone => subscriber.Profile.Phone;

    /// <summary>Gets the URL that webhooks go to.</summary>
    public string? WebhookUrl => subscriber.Profile.WebhookUrl;

    /// <summary>Gets the language tag, in lower case.</summary>
    public string? Locale => subscriber.Profile.Locale;

    /// <summary>Gets the IANA time zone.</summary>
    public string? TimeZone => subscriber.Profile.TimeZone;

    /// <summary>Gets the caller's own facts.</summary>
    public JsonElement? Data { get; } = subscriber.Profile.DataJson is { } json ? JsonElement.Parse(json) : null;

    /// <summary>Gets addresses on further channels.</summary>
    public IReadOnlyList<ChannelAddress> Channels { get; } =
        [.. (subscriber.Profile.Channels ?? new Dictionary<string, string?>()).Where(static entry => entry.Value is not null).Select(static entry => new ChannelAddress(entry.Key, entry.Value!))]; // not null

    /// <summary>Gets the channels whose address a provider reported gone; storing the subscriber again clears it.</summary>
    public IReadOnlyList<string> GoneChannels => subscriber.GoneChannels;

    /// <summary>Gets every address with what became of it, in the order of the channels' ids.</summary>
    public IReadOnlyList<EndpointState> Endpoints { get; } = [.. subscriber.Endpoints.Select(static endpoint =>
        new EndpointState(endpoint.Channel, endpoint.Address, endpoint.Provider, endpoint.GoneAt, endpoint.GoneReason))];

    /// <summary>Gets when the subscriber was first stored.</summary>
    public DateTimeOffset CreatedAt => subscriber.CreatedAt;

    /// <summary>Gets when the subscriber was last replaced.</summary>
    public DateTimeOffset UpdatedAt => subscriber.UpdatedAt;
}

/// <summary>An address on a channel.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Address">The address.</param>
[Authorize]
internal sealed record ChannelAddress(string Channel, string Address);

/// <summary>An address and what became of it.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Address">The address, as text.</param>
/// <param name="Provider">The plugin that it belongs to; null when any of the channel may use it.</param>
/// <param name="GoneAt">When a provider reported it gone; null while it counts as good.</param>
/// <param name="GoneReason">The provider's code; null while it counts as good.</param>
[Authorize]
[GraphQLName("Endpoint")]
internal sealed record EndpointState(string Channel, string Address, string? Provider, DateTimeOffset? GoneAt, string? GoneReason);

/// <summary>How subscribers are found.</summary>
[ObjectType<SubscriberNode>]
internal static partial class SubscriberFields
{
    /// <summary>Finds a subscriber by its id.</summary>
    [NodeResolver]
    public static Task<SubscriberNode?> GetSubscriberAsync(string id, SubscriberByUserId subscribers, CancellationToken cancellationToken) =>
        subscribers.LoadAsync(id, cancellationToken);
}
