using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>What an account takes.</summary>
/// <param name="MaxConcurrentSends">How many calls may run at once, in each dispatcher: 1 to 10,000.</param>
/// <param name="SendsPerSecond">How many messages are sent per second, by each dispatcher: above 0, up to 100,000.</param>
/// <param name="SendTimeoutSeconds">How long one call may take: 0.1 to 600 seconds.</param>
internal sealed record LimitsBody(int? MaxConcurrentSends, double? SendsPerSecond, double? SendTimeoutSeconds)
{
    public static IntegrationLimits Read(LimitsBody? body) => new()
    {
        MaxConcurrentSends = body?.MaxConcurrentSends,
        SendsPerSecond = body?.SendsPerSecond,
        SendTimeoutSeconds = body?.SendTimeoutSeconds,
    };

    public static LimitsBody? Of(IntegrationLimits limits) =>
        limits == new IntegrationLimits() ? null : new(limits.MaxConcurrentSends, limits.SendsPerSecond, limits.SendTimeoutSeconds);
}
