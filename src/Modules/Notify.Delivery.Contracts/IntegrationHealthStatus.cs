namespace Notify.Delivery.Contracts;

/// <summary>Whether an integration's provider can take messages.</summary>
public enum IntegrationHealthStatus
{
    /// <summary>The plugin cannot tell without sending.</summary>
    Unknown,

    /// <summary>It can.</summary>
    Healthy,

    /// <summary>It can, but needs a person soon.</summary>
    Degraded,

    /// <summary>It cannot, did not answer in time, or its breaker is open.</summary>
    Unhealthy,
}
