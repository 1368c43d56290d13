using Notify.Delivery.Contracts;
using Notify.Postgres.Environments;

namespace Notify.Delivery.Integrations;

/// <summary>A configured provider account, as stored.</summary>
internal sealed class Integration : IEnvironmentOwned
{
    public Guid Id { get; init; }

    public Guid EnvironmentId { get; init; }

    public required string Identifier { get; init; }

    public required string Name { get; set; }

    public required string Provider { get; init; }

    public required string Channel { get; init; }

    /// <summary>Gets or sets the settings that are no secrets, as a JSON object.</summary>
    public required string Settings { get; set; }

    /// <summary>Gets or sets the sealed secrets; <see langword="null"/> when there are none.</summary>
    public byte[]? Secrets { get; set; }

    public required string[] SecretNames { get; set; }

    public bool Active { get; set; }

    public bool IsPrimary { get; set; }

    public string? RetryPreset { get; set; }

    public AmbiguityPolicy OnAmbiguous { get; set; }

    /// <summary>Gets or sets how many sends may run at once; <see langword="null"/> means the plugin's limit.</summary>
    public int? MaxConcurrentSends { get; set; }

    /// <summary>Gets or sets how many messages go per second; <see langword="null"/> means the plugin's limit.</summary>
    public double? SendsPerSecond { get; set; }

    /// <summary>Gets or sets how long one call may take, in seconds; <see langword="null"/> means the plugin's limit.</summary>
    public double? SendTimeoutSeconds { get; set; }

    /// <summary>Gets or sets the number that grows with every change, so that providers made of older settings are told apart.</summary>
    public long Version { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}
