using Notify.Primitives;

namespace Notify.Audience.Contracts;

/// <summary>Takes back what sending learned about addresses.</summary>
public interface IEndpointFeedback
{
    /// <summary>Marks an address as gone so that it is not used again until the subscriber's endpoint is set anew.</summary>
    /// <param name="subscriberId">Whose address.</param>
    /// <param name="channel">On which channel.</param>
    /// <param name="address">The address that was tried; a newer address is left alone.</param>
    /// <param name="reason">The provider's code, such as <c>550-5.1.1</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask ReportGoneAsync(SubscriberId subscriberId, string channel, string address, string reason, CancellationToken cancellationToken);
}
