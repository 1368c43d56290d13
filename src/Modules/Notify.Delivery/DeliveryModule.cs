using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Notify.Delivery.Contracts;
using Notify.Delivery.Control;
using Notify.Delivery.Events;
using Notify.Delivery.History;
using Notify.Delivery.Housekeeping;
using Notify.Delivery.Intake;
using Notify.Delivery.Integrations;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Planning;
using Notify.Delivery.Receipts;
using Notify.Delivery.Sending;
using Notify.Delivery.Storage;
using Notify.Delivery.Timers;
using Notify.Postgres;
using Notify.Secrets;

namespace Notify.Delivery;

/// <summary>The way of a notification, from its acceptance to the provider and back to whoever asks.</summary>
public static class DeliveryModule
{
    /// <summary>From the cut of the calls until their outcomes are recorded: half a second for plugins that ignore it, and the commit.</summary>
    internal static readonly TimeSpan RecordingTime = TimeSpan.FromSeconds(1);

    /// <summary>Adds what every service needs: the schema, integrations and first-start data.</summary>
    public static IHostApplicationBuilder AddDeliveryModule(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMigrations("delivery", typeof(DeliveryModule).Assembly);
        builder.Services.AddModuleDbContext<DeliveryDbContext>();
        builder.AddNotifySecrets();
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration("Notify:Retention").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AccountLimits>().AddSingleton<ReachableEndpoints>().AddSingleton<BreakerStore>().AddSingleton<IntegrationChecks>().AddSingleton<IntegrationCache>();
        builder.Services.AddOptionsWithValidateOnStart<MailOptions, MailOptionsValidator>().BindConfiguration("Notify:Mail");
        builder.Services.AddSingleton<MailRedirect>();
        builder.Services.AddSingleton(new RetryPresets(builder.Configuration)); // read now: a preset that makes no sense stops the start
        builder.Services.AddSingleton<PartitionStore>();
        builder.Services.AddScoped<IIntegrationDirectory, IntegrationDirectory>();
        builder.Services.AddSingleton<IDeliveryBootstrap, DeliveryBootstrap>();
        return builder;
    }

    /// <summary>Adds acceptance, history and control. For the gateway.</summary>
    public static IHostApplicationBuilder AddDeliveryIntake(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<BatchOptions>().BindConfiguration("Notify:Batch").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IntakeStore>().AddSingleton<IntakeReplay>().AddSingleton<IntakeWriter>().AddSingleton<IntakePipeline>();
        builder.Services.AddSingleton<SendRules>().AddSingleton<RecipientRules>().AddSingleton<RateGate>().AddSingleton<BatchIntake>();
        builder.Services.AddSingleton<NotificationIntake>().AddSingleton<INotificationIntake>(static services => services.GetRequiredService<NotificationIntake>());
        builder.Services.AddHostedService(static services => services.GetRequiredService<NotificationIntake>());
        builder.Services.AddSingleton<JobStore>().AddSingleton<HistoryStore>().AddSingleton<DeliveryDetailStore>();
        builder.Services.AddScoped<INotificationHistory, NotificationHistory>();
        builder.Services.AddSingleton<IStatusEvents, StatusEventStore>();
        builder.Services.AddScoped<INotificationControl, NotificationControl>();
        builder.Services.AddSingleton<IntegrationStore>().AddSingleton<ReceiptStore>().AddSingleton<ICallbackIntake, CallbackIntake>();
        return builder.AddOutbox();
    }

    /// <summary>Adds the dispatcher's work: plan → send → settle, timers, leases, events, housekeeping.</summary>
    public static IHostApplicationBuilder AddDeliveryDispatch(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptionsWithValidateOnStart<DispatchOptions, DispatchOptionsValidator>().BindConfiguration("Notify:Dispatch");
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<DispatchOptions>>(static (host, dispatch) =>
        {
            host.ServicesStopConcurrently = true; // one that waits for a silent server takes nobody else's time
            host.ShutdownTimeout = dispatch.Value.StopGrace + RecordingTime;
        });
        builder.AddOutbox();
        builder.Services.AddHostedService(static services => services.GetRequiredService<MailRedirect>());
        builder.Services.AddSingleton<LaneFeed>().AddSingleton<DeadLetterStore>();
        builder.Services.AddSingleton<PlanStore>().AddSingleton<Planner>().AddSingleton<JobExpansion>().AddHostedService<PlanLoop>();
        builder.Services.AddSingleton<StopOrder>().AddSingleton<SettleStore>().AddSingleton<SettlementMaker>().AddSingleton<SettleQueue>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<SettleQueue>());
        builder.Services.AddOptions<SloOptions>().BindConfiguration("Notify:Slo").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ClaimStore>().AddSingleton<Breakers>().AddSingleton<SloWatch>().AddSingleton<Sender>().AddHostedService<SendLoop>();
        builder.Services.AddSingleton<SendPermits>().AddSingleton<ProviderCalls>().AddSingleton<HookFeed>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<HookFeed>());
        builder.Services.AddSingleton<StrayStore>().AddHostedService<LeaseReaper>();
        builder.Services.AddSingleton<TimerStore>().AddHostedService<TimerLoop>();
        builder.Services.AddSingleton<EventStore>().AddSingleton<LiveEvents>().AddHostedService<EventRelay>();
        builder.Services.AddSingleton<ReceiptEvents>().AddHostedService<ReceiptLoop>();
        builder.Services.AddSingleton<HousekeepingStore>().AddHostedService<HousekeepingLoop>();
        return builder;
    }

    private static IHostApplicationBuilder AddOutbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OutboxStore>().AddSingleton<OutboxPump>();
        builder.Services.AddSingleton<IOutboxPump>(static services => services.GetRequiredService<OutboxPump>());
        builder.Services.AddHostedService(static services => services.GetRequiredService<OutboxPump>());
        builder.Services.AddHostedService<OutboxSweeper>();
        return builder;
    }
}
