using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Channels.Sdk;
using Notify.Content.Contracts;
using Notify.Delivery.Integrations;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>Calls providers: renders messages and hands them over, within the account's time limit.</summary>
internal sealed partial class ProviderCalls
{
    private readonly IChannelPlugins plugins;
    private readonly IMessageRenderer renderer;
    private readonly ISenders senders;
    private readonly DispatchOptions limits;
    private readonly StopOrder stop;
    private readonly ILogger<ProviderCalls> logger;

    public ProviderCalls(IChannelPlugins plugins, IMessageRenderer renderer, ISenders senders, IOptions<DispatchOptions> options, StopOrder stop, ILogger<ProviderCalls> logger)
    {
        this.plugins = plugins;
        this.renderer = renderer;
        this.senders = senders;
        limits = options.Value;
        this.stop = stop;
        this.logger = logger;
        Single = new SingleCall(this);
    }

    /// <summary>Gets the call for whatever goes by itself.</summary>
    public ProviderCall Single { get; }

    /// <summary>Makes the call for several deliveries of one account.</summary>
    /// <param name="integration">The account, which takes batches.</param>
    /// <param name="count">How many deliveries will come or leave.</param>
    public ProviderCall Together(ActiveIntegration integration, int count) => new BatchCall(this, integration, count);

    public bool TakesBatches(ActiveIntegration integration) =>
        plugins.TryFind(integration.Provider, out var manifest) && manifest.Abilities.HasFlag(ChannelAbilities.Batch);

    /// <summary>How long a claim must last so that the slowest account's call ends well before it.</summary>
    public TimeSpan LeaseFor(RouteTable routes)
    {
        var needed = routes.LongestTimeout * 2;
        return needed > limits.ClaimLease ? needed.Value : limits.ClaimLease;
    }

    public TimeSpan TimeoutOf(ActiveIntegration integration) => integration.Limits.Timeout ?? limits.AttemptTimeout;

    /// <exception cref="PluginUnavailableException">The plugin is not loaded.</exception>
    public ProviderLease Rent(ActiveIntegration integration) => plugins.Rent(integration.ProviderKey, integration.ReadSettings);

    /// <summary>Makes a delivery's message, or says why there is none.</summary>
    public async ValueTask<(ChannelMessage? Message, SendOutcome? Failure)> PrepareAsync(ClaimedDelivery delivery, ActiveIntegration integration, string? traceParent)
    {
        try
        {
            var family = plugins.TryFind(integration.Provider, out var manifest) ? manifest.Family : MessageFamily.Chat;
            SenderAccount? sender = null;
            if (family == MessageFamily.Email && delivery.Content.SenderId is { } identifier)
            {
                try
                {
                    sender = await FindSenderAsync(delivery.EnvironmentId, identifier, integration);
                }
                catch (Exception exception)
                {
                    LogSenderNotRead(exception, delivery.Id.Value); // the account is not to blame, and nothing goes out in another name
                    return (null, new SendOutcome.Transient { Code = "sender-not-read", Reason = "The message's sender could not be read." });
                }
            }

            return (renderer.Render(delivery.Content, family, Envelope(delivery, sender, traceParent)), null);
        }
        catch (Exception exception)
        {
            LogNotPrepared(exception, delivery.Id.Value);
            return (null, new SendOutcome.Misconfigured { Code = "not-tried", Reason = $"The message could not be prepared: {exception.GetType().Name}." });
        }
    }

    /// <summary>Calls the provider. A stopping dispatcher waits for the answer as long as its grace lasts; what is cut then may have been sent or not.</summary>
    /// <param name="count">How many messages it carries.</param>
    /// <param name="call">The call, which gets the token that cuts it.</param>
    public async ValueTask<IReadOnlyList<SendOutcome>> CallAsync(int count, Func<CancellationToken, ValueTask<IReadOnlyList<SendOutcome>>> call)
    {
        if (stop.Cut.IsCancellationRequested)
        {
            return Each(count, new SendOutcome.Throttled { Code = StopOrder.CutCode, IsHeldBack = true }); // nobody was asked
        }

        try
        {
            return await call(stop.Cut);
        }
        catch (OperationCanceledException) when (stop.Cut.IsCancellationRequested)
        {
            return Each(count, new SendOutcome.Ambiguous { Code = StopOrder.CutCode, Reason = "The dispatcher stopped before the provider answered." });
        }
    }

    /// <summary>Says what it means that the way to the plugin failed: nothing was sent.</summary>
    public SendOutcome NotTried(Exception exception)
    {
        if (exception is PluginUnavailableException)
        {
            return new SendOutcome.Misconfigured { Code = "plugin-unavailable", Reason = exception.Message };
        }

        LogNotTried(exception);
        return new SendOutcome.Misconfigured { Code = "not-tried", Reason = $"The provider could not be called: {exception.GetType().Name}." };
    }

    /// <summary>Finds in whose name an e-mail leaves. A login is never shown to the development mail server.</summary>
    private async ValueTask<SenderAccount?> FindSenderAsync(EnvironmentId environmentId, string identifier, ActiveIntegration integration)
    {
        var sender = await senders.FindAsync(environmentId, identifier, CancellationToken.None);
        return integration.IsDiverted ? sender?.WithoutLogin() : sender;
    }

    private static SendOutcome[] Each(int count, SendOutcome outcome) => [.. Enumerable.Repeat(outcome, count)];

    private static MessageEnvelope Envelope(ClaimedDelivery delivery, SenderAccount? sender, string? traceParent) => new()
    {
        DeliveryId = delivery.Id,
        NotificationId = delivery.Notifications[0].Id,
        Attempt = delivery.Attempt,
        UserId = delivery.Notifications[0].UserId,
        Channel = delivery.Channel,
        Address = delivery.Address,
        Priority = delivery.Priority,
        AcceptedAt = Uuid7.TimeOf(delivery.Notifications[0].Id.Value),
        Deadline = delivery.Deadline,
        Sender = sender,
        TraceParent = traceParent,
    };

    private sealed class SingleCall(ProviderCalls calls) : ProviderCall
    {
        public override async ValueTask<SendOutcome> SendAsync(ClaimedDelivery delivery, ActiveIntegration integration, string? traceParent)
        {
            var (message, failure) = await calls.PrepareAsync(delivery, integration, traceParent);
            if (message is null)
            {
                return failure!; // one of the two is there
            }

            try
            {
                using var lease = calls.Rent(integration);
                return (await calls.CallAsync(1, async cut => [await lease.SendAsync(message, calls.TimeoutOf(integration), cut)]))[0];
            }
            catch (Exception exception)
            {
                return calls.NotTried(exception);
            }
        }
    }

    [LoggerMessage(2322, LogLevel.Error, "Delivery {DeliveryId} could not be prepared for its provider.")]
    private partial void LogNotPrepared(Exception exception, Guid deliveryId);

    [LoggerMessage(2328, LogLevel.Error, "The sender of delivery {DeliveryId} could not be read.")]
    private partial void LogSenderNotRead(Exception exception, Guid deliveryId);

    [LoggerMessage(2325, LogLevel.Error, "A provider could not be called.")]
    private partial void LogNotTried(Exception exception);
}
