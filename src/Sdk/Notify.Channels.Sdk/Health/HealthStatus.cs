namespace Notify.Channels.Sdk;

/// <summary>Whether a provider can take messages.</summary>
public enum HealthStatus
{
    /// <summary>It can.</summary>
    Healthy,

    /// <summary>It can, but something needs a person soon (a certificate that expires, a quota nearly used).</summary>
    Degraded,

    /// <summary>It cannot.</summary>
    Unhealthy,
}
