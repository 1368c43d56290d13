using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Takes what providers report about messages they took. The integration's plugin decides whether a request is the provider's own.</summary>
public interface ICallbackIntake
{
    /// <summary>Verifies a request, stores what it reports, and says how to answer. What was reported before is stored once.</summary>
    /// <param name="id">The integration that the provider was given the URL of.</param>
    /// <param name="request">The request as it arrived.</param>
    /// <param name="cancellationToken">Ends when the provider hangs up; what is being stored is stored.</param>
    /// <returns>The plugin's answer to a request that is stored.</returns>
    /// <exception cref="NotifyException">
    /// There is no such integration, its plugin receives nothing or is not loaded, the request is not the provider's, or cannot be read.
    /// </exception>
    ValueTask<CallbackResult.Verified> ReceiveAsync(IntegrationId id, CallbackRequest request, CancellationToken cancellationToken);
}
