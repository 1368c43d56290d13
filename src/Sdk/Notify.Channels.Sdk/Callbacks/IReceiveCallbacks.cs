namespace Notify.Channels.Sdk;

/// <summary>
/// Optional ability of an <see cref="IChannelProvider"/>: understands what the provider tells after it took a message (delivery receipts,
/// bounces, complaints). The host answers <see cref="ProviderContext.CallbackUrl"/> and hands every request here.
/// </summary>
/// <remarks>The plugin proves that the request is the provider's own before it believes a word of it. It changes nothing itself: the host stores the events and applies each once.</remarks>
public interface IReceiveCallbacks
{
    /// <summary>Verifies and reads one request.</summary>
    /// <param name="request">The request as it arrived. Its body has at most 1 MiB.</param>
    /// <param name="cancellationToken">Ends after a few seconds; the provider is waiting.</param>
    ValueTask<CallbackResult> ReceiveAsync(CallbackRequest request, CancellationToken cancellationToken);
}
