namespace Notify.Delivery.Planning;

/// <summary>The written form of which integrations may carry a delivery: any of one provider, or one that the caller chose.</summary>
internal static class ChannelRoute
{
    private const string ProviderPrefix = "provider:";
    private const string IntegrationPrefix = "integration:";

    /// <summary>Any integration of the plugin to which the address belongs; <see langword="null"/> leaves it to the channel's order.</summary>
    public static string? Of(string? provider) => provider is null ? null : ProviderPrefix + provider;

    /// <summary>The integration that the caller chose.</summary>
    public static string? Chosen(string? identifier) => identifier is null ? null : IntegrationPrefix + identifier;
}
