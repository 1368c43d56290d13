namespace Notify.Audience.Contracts;

/// <summary>Everything a caller says about a subscriber. What is left out is unknown afterwards.</summary>
public sealed record SubscriberProfile
{
    /// <summary>Gets the display name, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the e-mail address; internationalized ones are welcome.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the telephone number in E.164 form, such as <c>+4915112345678</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>Gets the absolute http or https address that webhooks go to.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Gets the language tag (BCP 47), such as <c>de-at</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the IANA time zone, such as <c>Europe/Vienna</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the caller's own facts as the text of a JSON object of at most 32 KiB.</summary>
    public string? DataJson { get; init; }

    /// <summary>Gets further addresses, several per channel if need be; at most 100. One that another field names already counts once.</summary>
    public IReadOnlyList<EndpointDraft>? Endpoints { get; init; }

    /// <summary>Gets addresses on further channels, by channel id: one each.</summary>
    public IReadOnlyDictionary<string, string?>? Channels { get; init; }
}
