using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Notify.Messaging;

/// <summary>Registers RabbitMQ for a service.</summary>
public static class MessagingHosting
{
    /// <summary>The name of the connection string, shared with the app model.</summary>
    public const string ConnectionName = "messaging";

    /// <summary>Adds one self-healing connection, the publisher and the health check.</summary>
    /// <remarks>Nothing connects at registration: a service starts, and accepts, while RabbitMQ is away.</remarks>
    public static IHostApplicationBuilder AddNotifyMessaging(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<BrokerConnection>();
        builder.Services.TryAddSingleton<ILanePublisher, LanePublisher>();
        builder.Services.TryAddSingleton<ILaneConsumers, LaneConsumers>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealthCheck>("rabbitmq", timeout: TimeSpan.FromSeconds(5));
        return builder;
    }
}
