using Notify.Channels.Sdk;
using Notify.Plugins;

namespace Notify.Channels.Tests.Support;

internal static class Probes
{
    /// <summary>Sends through a probe plugin, which answers with its version.</summary>
    public static async Task<string?> VersionAsync(ProviderLease lease, string address = "somebody") =>
        Assert.IsType<SendOutcome.Accepted>(await lease.SendAsync(Chats.To(address), TestLimits.Default, TestLimits.Token)).ProviderMessageId;
}
