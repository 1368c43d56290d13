using Notify.Audience.Contracts;
using Notify.Plugins;

namespace Notify.Delivery.Planning;

/// <summary>Says where a recipient can be reached on a channel.</summary>
internal sealed class ReachableEndpoints(IChannelPlugins plugins)
{
    /// <summary>Their own addresses; on a channel that needs none, such as in-app, the id that callers chose.</summary>
    public IReadOnlyList<RecipientEndpoint> Of(Recipient recipient, string channel)
    {
        var own = recipient.On(channel).ToList();
        return own.Count == 0 && plugins.Manifests.Any(manifest => manifest.Channel == channel && manifest.RecipientIsAddress)
            ? [new(channel, recipient.ExternalId, Provider: null, Suppressed: null)] : own;
    }
}
