namespace Notify.Delivery.Contracts;

/// <summary>A new integration.</summary>
public sealed record IntegrationDraft
{
    /// <summary>Gets the plugin's id, such as <c>smtp</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets a short name unique in the environment (a-z, 0-9, '-'); <see langword="null"/> makes one from the provider.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the name shown to people; <see langword="null"/> means the identifier.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the settings as a JSON object, with secrets.</summary>
    public required string SettingsJson { get; init; }

    /// <summary>Gets whether it is used. The default is <see langword="true"/>.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Gets whether it is tried first on its channel.</summary>
    public bool Primary { get; init; }

    /// <summary>Gets the retry preset; <see langword="null"/> means the project's.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets the account's limits; what is <see langword="null"/> in them means the plugin's.</summary>
    public IntegrationLimits Limits { get; init; } = new();

    /// <summary>Gets whether the credentials are tried live first, and nothing is stored when the provider does not accept them.</summary>
    public bool Check { get; init; }

    /// <summary>Gets what happens to a message that may have been sent.</summary>
    public AmbiguityPolicy OnAmbiguous { get; init; }
}
