namespace Notify.Delivery.Contracts;

/// <summary>A plugin folder of this installation.</summary>
public sealed record PluginView
{
    /// <summary>Gets the plugin's id; the folder's name while it could not be read.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the channel it serves; <see langword="null"/> while it could not be read.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the version that serves; <see langword="null"/> while none does.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the name shown to people; <see langword="null"/> while it could not be read.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets whether it serves.</summary>
    public required bool Loaded { get; init; }

    /// <summary>Gets the worst health of the environment's active integrations; unknown when there are none, or the plugin cannot tell.</summary>
    public required IntegrationHealthStatus Health { get; init; }

    /// <summary>Gets what is wrong and what to do; <see langword="null"/> when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Gets the JSON Schema of its settings; <see langword="null"/> while it could not be read.</summary>
    public string? SettingsSchema { get; init; }
}
