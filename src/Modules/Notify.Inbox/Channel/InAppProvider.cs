using Notify.Channels.Sdk;
using Notify.Inbox.Contracts;
using Notify.Primitives;
using Npgsql;

namespace Notify.Inbox.Channel;

/// <summary>Puts messages into the inboxes of one environment.</summary>
internal sealed class InAppProvider(IInboxStore store, EnvironmentId environmentId) : IChannelProvider, IHealthProbe
{
    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not ChatMessage chat)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"An inbox takes chat messages, not {message.GetType().Name}." };
        if (!DeliveryId.TryParse(chat.DeliveryId, out var id))
            return new SendOutcome.Rejected { Code = "invalid-delivery-id", Reason = "The delivery's id is no UUID." };

        var kept = new InboxMessage { Id = id, Title = chat.Subject, Body = chat.Text, MetadataJson = chat.Overrides?.GetRawText() };
        try
        {
            await store.AddAsync(environmentId, chat.Address, kept, cancellationToken);
        }
        catch (NpgsqlException exception) when (exception.IsTransient)
        {
            return new SendOutcome.Transient { Code = "store-unavailable", Reason = "The inbox's database cannot be reached." }; // stored or not: the id makes a repeat harmless
        }

        return new SendOutcome.Accepted { ProviderMessageId = chat.DeliveryId };
    }

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CountUnreadAsync(environmentId, "", cancellationToken);
            return new() { Status = HealthStatus.Healthy, Detail = "The inbox's database answers." };
        }
        catch (NpgsqlException)
        {
            return new() { Status = HealthStatus.Unhealthy, Code = "store-unavailable", Detail = "The inbox's database cannot be reached." };
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
