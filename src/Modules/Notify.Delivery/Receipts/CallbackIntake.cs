using Microsoft.Extensions.Logging;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Integrations;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Plugins;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Delivery.Receipts;

/// <summary>Has the plugin verify a request, and stores what it reports before anybody is told that it arrived.</summary>
internal sealed partial class CallbackIntake(
    IntegrationStore integrations, SecretBox secrets, IChannelPlugins plugins, ReceiptStore receipts, ILogger<CallbackIntake> logger) : ICallbackIntake
{
    private const int MostEvents = 10_000;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    public async ValueTask<CallbackResult.Verified> ReceiveAsync(IntegrationId id, CallbackRequest request, CancellationToken cancellationToken)
    {
        var stored = await integrations.FindAsync(id, cancellationToken)
            ?? throw new NotifyException(ErrorCode.NotFound, $"There is no integration '{id}'.");
        var integration = new ActiveIntegration(stored, secrets, default);
        switch (await ReadAsync(integration, request, cancellationToken))
        {
            case CallbackResult.Verified verified when verified.Events.Count <= MostEvents:
                await receipts.StoreAsync(new(stored.EnvironmentId), id, verified.Events, CancellationToken.None); // the provider may hang up; what it told stays told
                DeliveryTelemetry.Receipts.Add(verified.Events.Count, DeliveryTelemetry.ChannelTag(stored.Channel));
                return verified;
            case CallbackResult.Verified verified:
                throw new NotifyException(ErrorCode.ValidationError, $"The callback has {verified.Events.Count} events; at most {MostEvents} are taken at once.");
            case CallbackResult.Refused refused:
                LogRefused(id, refused.Code);
                throw new NotifyException(ErrorCode.CallbackRefused, $"{refused.Code}: {refused.Reason}");
            case CallbackResult.Malformed malformed:
                throw new NotifyException(ErrorCode.ValidationError, $"{malformed.Code}: {malformed.Reason}");
            default:
                throw new NotifyException(ErrorCode.NotFound, $"Plugin '{stored.Provider}' receives no callbacks.");
        }
    }

    private async ValueTask<CallbackResult?> ReadAsync(ActiveIntegration integration, CallbackRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = plugins.Rent(integration.ProviderKey, integration.ReadSettings);
            return await lease.ReceiveAsync(request, Budget, cancellationToken);
        }
        catch (PluginUnavailableException exception)
        {
            LogNotRead(integration.Id, exception.Message);
            throw new NotifyException(ErrorCode.Unavailable, "The callback cannot be read now. Send it again later.");
        }
    }

    [LoggerMessage(2410, LogLevel.Warning, "A callback for integration {IntegrationId} was refused ({Code}).")]
    private partial void LogRefused(IntegrationId integrationId, string code);

    [LoggerMessage(2411, LogLevel.Warning, "A callback for integration {IntegrationId} could not be read: {Reason}")]
    private partial void LogNotRead(IntegrationId integrationId, string reason);
}
