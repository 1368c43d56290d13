using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>What a look at an integration's provider found.</summary>
/// <param name="Status">healthy, degraded, unhealthy, or unknown when the plugin cannot tell without sending.</param>
/// <param name="Code">A stable code of what is wrong; absent when nothing is.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="LatencyMs">How long the look took, in milliseconds.</param>
/// <param name="CheckedAt">When it was taken.</param>
/// <param name="BreakerOpenUntil">Until when sends pass the integration over; absent while they do not.</param>
internal sealed record HealthAnswer(string Status, string? Code, string Detail, double LatencyMs, DateTimeOffset CheckedAt, DateTimeOffset? BreakerOpenUntil)
{
    public static HealthAnswer Of(IntegrationHealth health) => new(
        Word(health.Status), health.Code, health.Detail, Math.Round(health.Latency.TotalMilliseconds, 1), health.CheckedAt, health.BreakerOpenUntil);

    public static string Word(IntegrationHealthStatus status) => status.ToString().ToLowerInvariant();
}
