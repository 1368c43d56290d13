using Microsoft.Extensions.Options;
using Notify.Delivery.Sending;
using Notify.Plugins;

namespace Notify.Delivery.Integrations;

/// <summary>Finds what an account takes: its own limits where set, else its plugin's.</summary>
internal sealed class AccountLimits(IChannelPlugins plugins, IOptions<DispatchOptions> options)
{
    public SendLimits Of(Integration stored)
    {
        plugins.TryFind(stored.Provider, out var manifest);
        var atOnce = stored.MaxConcurrentSends ?? manifest?.MaxConcurrentSends;
        return new(
            atOnce < options.Value.InFlightLimit ? atOnce : null, // one that the channel's places keep anyway costs nothing to keep
            stored.SendsPerSecond ?? manifest?.SendsPerSecond,
            stored.SendTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : manifest?.SendTimeout);
    }
}
