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

    /// <summary>
    /// Gets whether the id that callers chose for a recipient is the address, so that nobody needs one of their own on this channel. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool RecipientIsAddress { get; init; }

    /// <summary>Gets the longest body accepted, in UTF-16 code units. <see langword="null"/> means the host's own limit.</summary>
    public int? MaxBodyLength { get; init; }

    /// <summary>Gets what the plugin can do beside sending. The default is <see cref="ChannelAbilities.None"/>.</summary>
    public ChannelAbilities Abilities { get; init; }

    /// <summary>
    /// Gets what a message may carry, as media types or ranges, such as <c>text/plain</c>, <c>text/html</c>, <c>image/*</c> for a picture's URL, and
    /// <c>*/*</c> for files of any kind. The default is plain text only. Shown to people; a provider still refuses what it cannot carry.
    /// </summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = ["text/plain"];

    /// <summary>Gets how many calls of one integration may run at once, from 1 to 10,000. An integration may set less. <see langword="null"/> means the host's limit.</summary>
    public int? MaxConcurrentSends
    {
        get;
        init => field = value is null or (>= 1 and <= 10_000)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxConcurrentSends must be from 1 to 10,000 calls.");
    }

    /// <summary>
    /// Gets how many messages per second the provider takes of one account, above 0. The host paces sends to it, per process. An integration may set its own.
    /// <see langword="null"/> means no pacing.
    /// </summary>
    public double? SendsPerSecond
    {
        get;
        init => field = value is null or > 0
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "SendsPerSecond must be above 0.");
    }

    /// <summary>Gets how long one call may take. An integration may set its own. <see langword="null"/> means the host's limit (10 seconds unless set).</summary>
    public TimeSpan? SendTimeout
    {
        get;
        init => field = value is not { } limit || limit > TimeSpan.Zero
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "SendTimeout must be above zero.");
    }

    private static bool IsKey(string? value) =>
        value is { Length: >= 1 and <= 64 } && value[0] is >= 'a' and <= 'z'
        && value.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
}
