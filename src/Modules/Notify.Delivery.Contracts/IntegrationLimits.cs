namespace Notify.Delivery.Contracts;

/// <summary>What an integration's account takes. What is <see langword="null"/> is the plugin's own limit, or, without one, the installation's.</summary>
public sealed record IntegrationLimits
{
    /// <summary>Gets how many calls may run at once, in each dispatcher: 1 to 10,000.</summary>
    public int? MaxConcurrentSends { get; init; }

    /// <summary>Gets how many messages are sent per second, by each dispatcher: above 0, up to 100,000.</summary>
    public double? SendsPerSecond { get; init; }

    /// <summary>Gets how long one call may take, in seconds: 0.1 to 600.</summary>
    public double? SendTimeoutSeconds { get; init; }
}
