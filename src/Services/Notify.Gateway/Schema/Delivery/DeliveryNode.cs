using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Integrations;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>One message to one endpoint of the recipient. The address itself is not shown.</summary>
/// <param name="view">What the module tells.</param>
[Authorize]
[GraphQLName("Delivery")]
internal sealed class DeliveryNode(DeliveryView view)
{
    /// <summary>Gets the id.</summary>
    public Guid DeliveryId => view.Id.Value;

    /// <summary>Gets the channel.</summary>
    public string Channel => view.Channel;

    /// <summary>Gets where it stands.</summary>
    public DeliveryStatus Status => view.Status;

    /// <summary>Gets why it failed, was skipped or waits: a stable code.</summary>
    public string? Reason => view.Reason;

    /// <summary>Gets how often a provider was called.</summary>
    public int AttemptCount => view.Attempts;

    /// <summary>Gets the provider's own id of the message.</summary>
    public string? ProviderMessageId => view.ProviderMessageId;

    /// <summary>Gets whether providers were left out.</summary>
    public bool Simulated => view.Simulated;

    /// <summary>Gets in how many parts it was sent; null where that means nothing, as outside SMS.</summary>
    public int? Segments => view.Segments;

    /// <summary>Gets when it became ready to be sent.</summary>
    public DateTimeOffset QueuedAt => view.QueuedAt;

    /// <summary>Gets when the provider accepted it.</summary>
    public DateTimeOffset? SentAt => view.SentAt;

    /// <summary>Gets when it arrived; null before, and where nobody can tell.</summary>
    public DateTimeOffset? DeliveredAt => view.DeliveredAt;

    /// <summary>Gets when it failed.</summary>
    public DateTimeOffset? FailedAt => view.FailedAt;

    internal DeliveryView View => view;
}

/// <summary>What lies beneath a delivery.</summary>
[ObjectType<DeliveryNode>]
internal static partial class DeliveryFields
{
    /// <summary>Lists every call to a provider, by number.</summary>
    [Cost(5)]
    [ListSize(AssumedSize = 3, RequireOneSlicingArgument = false)]
    public static Task<AttemptNode[]> GetAttemptsAsync([Parent] DeliveryNode delivery, AttemptsByDelivery attempts, CancellationToken cancellationToken) =>
        attempts.LoadRequiredAsync(delivery.View.Id, cancellationToken);

    /// <summary>Gets the integration that was used last; null before the first call, and when it was removed since.</summary>
    [Cost(2)]
    [Authorize(Roles = [Access.Caller.Management])]
    public static async Task<IntegrationNode?> GetIntegrationAsync(
        [Parent] DeliveryNode delivery, IntegrationByKey integrations, CancellationToken cancellationToken) =>
        delivery.View.IntegrationId is { } id ? await integrations.LoadAsync(id, cancellationToken) : null;
}
