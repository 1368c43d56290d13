using Notify.Delivery.Sending;
using Notify.Plugins;

namespace Notify.Delivery.Integrations;

/// <summary>Finds what an account takes: its own limits where set, else its plugin's.</summary>
internal sealed class AccountLimits(IChannelPlugins plugins)
{
    public SendLimits Of(Integration stored)
    {
        plugins.TryFind(stored.Provider, out var manifest);
        return new(
            stored.MaxConcurrentSends ?? manifest?.MaxConcurrentSends,
            stored.SendsPerSecond ?? manifest?.SendsPerSecond,
            stored.SendTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : manifest?.SendTimeout);
    }
}
