using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>An integration as callers see it.</summary>
public sealed record IntegrationView
{
    /// <summary>Gets the id.</summary>
    public required IntegrationId Id { get; init; }

    /// <summary>Gets the short name.</summary>
    public required string Identifier { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the plugin's id.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the settings as a JSON object, without any secret.</summary>
    public required string SettingsJson { get; init; }

    /// <summary>Gets the names of the secrets that are set.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Gets whether it is used.</summary>
    public required bool Active { get; init; }

    /// <summary>Gets whether it is tried first on its channel.</summary>
    public required bool Primary { get; init; }

    /// <summary>Gets the retry preset; <see langword="null"/> means the project's.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets the limits that were set for the account.</summary>
    public required IntegrationLimits Limits { get; init; }

    /// <summary>Gets the URL at which the provider's callbacks are taken; <see langword="null"/> when the plugin receives none, or nobody said where the installation is reached.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>Gets what happens to a message that may have been sent.</summary>
    public required AmbiguityPolicy OnAmbiguous { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
