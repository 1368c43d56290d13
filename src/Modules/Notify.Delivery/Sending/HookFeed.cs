using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Notify.Channels.Sdk;
using Notify.Delivery.Telemetry;
using Notify.Plugins;

namespace Notify.Delivery.Sending;

/// <summary>
/// Tells plugins' hooks what became of attempts, beside the sending and never in its way: when hooks are slower than the traffic, notices are
/// dropped and counted.
/// </summary>
internal sealed class HookFeed(IChannelPlugins plugins) : BackgroundService
{
    private const int MostWaiting = 1_024;
    private const int Tellers = 4;

    private readonly Channel<object> waiting = Channel.CreateBounded<object>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait }); // TryWrite says when it is full

    public void Tell(ClaimedDelivery delivery, Verdict verdict, string? integration)
    {
        if (!plugins.HasHooks || verdict.IsHeldBack)
        {
            return;
        }

        foreach (var notification in delivery.Notifications)
        {
            if (!waiting.Writer.TryWrite(Notice(delivery, verdict, notification, integration)))
            {
                DeliveryTelemetry.HooksDropped.Add(1);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Tellers).Select(_ => TellAllAsync(stoppingToken)));

    private static object Notice(ClaimedDelivery delivery, Verdict verdict, CarriedNotification notification, string? integration) => verdict.IsSuccess
        ? new SentNotice
        {
            EnvironmentId = delivery.EnvironmentId.ToString(),
            Channel = delivery.Channel,
            RecipientId = notification.UserId,
            NotificationId = notification.Id.ToString(),
            DeliveryId = delivery.Id.ToString(),
            Integration = integration,
            ProviderMessageId = verdict.ProviderMessageId,
        }
        : new AttemptFailedNotice
        {
            EnvironmentId = delivery.EnvironmentId.ToString(),
            Channel = delivery.Channel,
            RecipientId = notification.UserId,
            NotificationId = notification.Id.ToString(),
            DeliveryId = delivery.Id.ToString(),
            Attempt = delivery.Attempt,
            WillRetry = verdict is { IsFailure: false, EndsReplay: false },
            Code = verdict.Code,
            Reason = verdict.Reason,
            Integration = integration,
        };

    private async Task TellAllAsync(CancellationToken stoppingToken)
    {
        await foreach (var notice in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await (notice is SentNotice sent ? plugins.TellAsync(sent, stoppingToken) : plugins.TellAsync((AttemptFailedNotice)notice, stoppingToken));
        }
    }
}
