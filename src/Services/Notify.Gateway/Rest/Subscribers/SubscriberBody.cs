using System.Text.Json;
using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Subscribers;

/// <summary>What a caller says about a subscriber.</summary>
internal sealed record SubscriberBody
{
    /// <summary>Gets the display name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the telephone number in E.164 form.</summary>
    public string? Phone { get; init; }

    /// <summary>Gets the URL that webhooks go to.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Gets the language tag (BCP 47).</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the IANA time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the caller's own facts, a JSON object.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Gets addresses on further channels.</summary>
    public Dictionary<string, string?>? Channels { get; init; }

    /// <summary>Gets further addresses, several per channel if need be; at most 100.</summary>
    public IReadOnlyList<EndpointBody?>? Endpoints { get; init; }

    /// <exception cref="NotifyException">An endpoint lacks a field.</exception>
    public SubscriberProfile ToProfile() => new()
    {
        Name = Name,
        Email = Email,
        Phone = Phone,
        WebhookUrl = WebhookUrl,
        Locale = Locale,
        TimeZone = TimeZone,
        DataJson = Data is { ValueKind: not JsonValueKind.Null } data ? data.GetRawText() : null,
        Channels = Channels,
        Endpoints = Endpoints is null ? null : [.. Endpoints.Select(EndpointBody.ToDraft)],
    };
}
