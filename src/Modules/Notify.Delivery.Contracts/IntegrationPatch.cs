namespace Notify.Delivery.Contracts;

/// <summary>Changes to an integration; what is <see langword="null"/> stays.</summary>
public sealed record IntegrationPatch
{
    /// <summary>Gets the new name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the settings to merge, as a JSON object; a member of JSON null is removed.</summary>
    public string? SettingsJson { get; init; }

    /// <summary>Gets whether it is used.</summary>
    public bool? Active { get; init; }

    /// <summary>Gets <see langword="true"/> to try it first on its channel.</summary>
    public bool? Primary { get; init; }

    /// <summary>Gets the retry preset.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets the account's limits; what is <see langword="null"/> in them stays.</summary>
    public IntegrationLimits Limits { get; init; } = new();

    /// <summary>Gets whether the credentials are tried live first, and nothing is stored when the provider does not accept them.</summary>
    public bool Check { get; init; }

    /// <summary>Gets what happens to a message that may have been sent.</summary>
    public AmbiguityPolicy? OnAmbiguous { get; init; }
}
