namespace Notify.Channels.Sdk;

/// <summary>What a plugin is and needs.</summary>
public sealed record ChannelManifest
{
    /// <summary>Gets the plugin's id: 1 to 64 of <c>a-z 0-9 -</c>, such as <c>smtp</c>. Stored with integrations, so it never changes.</summary>
    public required string Id
    {
        get;
        init => field = IsKey(value)
            ? value : throw new ArgumentException($"Plugin id '{value}' must be 1 to 64 characters of a-z, 0-9 and '-', starting with a letter.", nameof(value));
    }

    /// <summary>Gets the channel it serves, such as <c>email</c>: same characters as <see cref="Id"/> plus <c>_</c>. A new name makes a new channel.</summary>
    public required string Channel
    {
        get;
        init => field = IsKey(value)
            ? value : throw new ArgumentException($"Channel '{value}' must be 1 to 64 characters of a-z, 0-9, '-' and '_', starting with a letter.", nameof(value));
    }

    /// <summary>Gets the family of <see cref="ChannelMessage"/> that the provider accepts.</summary>
    public required MessageFamily Family { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Gets the plugin's own version, as in Semantic Versioning 2.0.0.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// Gets the JSON Schema (draft 7) of an integration's settings, as JSON text. A property marked <c>"writeOnly": true</c>
    /// is a secret: encrypted at rest and never read back. The schema also draws the settings form.
    /// </summary>
    public required string SettingsSchema { get; init; }

    /// <summary>Gets whether a message needs a subject. The default is <see cref="SubjectRule.Optional"/>.</summary>
    public SubjectRule Subject { get; init; } = SubjectRule.Optional;

    /// <summary>
    /// Gets whether the provider's acceptance already is the delivery (a webhook's 2xx), so that no later receipt is awaited.
    /// The default is <see langword="false"/>.
    /// </summary>
    public bool AcceptanceIsDelivery { get; init; }

    /// <summary>Gets the longest body accepted, in UTF-16 code units. <see langword="null"/> means the host's own limit.</summary>
    public int? MaxBodyLength { get; init; }

    private static bool IsKey(string? value) =>
        value is { Length: >= 1 and <= 64 } && value[0] is >= 'a' and <= 'z'
        && value.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
}
