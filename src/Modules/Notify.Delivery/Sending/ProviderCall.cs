using Notify.Channels.Sdk;
using Notify.Delivery.Integrations;

namespace Notify.Delivery.Sending;

/// <summary>How deliveries reach their provider: one by one, or several in one call.</summary>
internal abstract class ProviderCall
{
    /// <summary>Hands a delivery over and says what came of it. Never throws.</summary>
    public abstract ValueTask<SendOutcome> SendAsync(ClaimedDelivery delivery, ActiveIntegration integration, string? traceParent);

    /// <summary>Says that a delivery is done here, whether or not it was handed over: nobody waits for it any more.</summary>
    public virtual void Leave(ClaimedDelivery delivery)
    {
    }
}
