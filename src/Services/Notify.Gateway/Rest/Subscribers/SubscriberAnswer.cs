using System.Text.Json;
using Notify.Audience.Contracts;

namespace Notify.Gateway.Rest.Subscribers;

/// <summary>A subscriber as stored.</summary>
internal sealed record SubscriberAnswer
{
    /// <summary>Gets the id that the caller chose.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the display name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Gets the URL that webhooks go to.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Gets the language tag, in lower case.</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the IANA time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the caller's own facts.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Gets addresses on further channels.</summary>
    public IReadOnlyDictionary<string, string?>? Channels { get; init; }

    /// <summary>Gets the channels whose address a provider reported gone; storing the subscriber again clears it.</summary>
    public IReadOnlyList<string>? GoneChannels { get; init; }

    /// <summary>Gets every address with what became of it, in the order of the channels' ids.</summary>
    public required IReadOnlyList<EndpointAnswer> Endpoints { get; init; }

    /// <summary>Gets when the subscriber was first stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the subscriber was last replaced.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public static SubscriberAnswer Of(Subscriber subscriber) => new()
    {
        Id = subscriber.ExternalId,
        Name = subscriber.Profile.Name,
        Email = subscriber.Profile.Email,
        Phone = subscriber.Profile.Phone,
        WebhookUrl = subscriber.Profile.WebhookUrl,
        Locale = subscriber.Profile.Locale,
        TimeZone = subscriber.Profile.TimeZone,
        Data = subscriber.Profile.DataJson is { } json ? JsonElement.Parse(json) : null,
        Channels = subscriber.Profile.Channels,
        GoneChannels = subscriber.GoneChannels.Count > 0 ? subscriber.GoneChannels : null,
        Endpoints = [.. subscriber.Endpoints.Select(static endpoint =>
            new EndpointAnswer(endpoint.Channel, endpoint.Address, endpoint.Provider, endpoint.GoneAt, endpoint.GoneReason))],
        CreatedAt = subscriber.CreatedAt,
        UpdatedAt = subscriber.UpdatedAt,
    };
}
