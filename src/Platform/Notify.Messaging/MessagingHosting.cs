using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Notify.Messaging;

/// <summary>Registers RabbitMQ for a service.</summary>
public static class MessagingHosting
{
    /// <summary>The name of the connection string, shared with the app model.</summary>
    public const string ConnectionName = "messaging";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2); // an absent broker shows within three

    /// <summary>Adds one self-healing connection, the publisher and the health check.</summary>
    /// <remarks>Nothing connects at registration: a service starts, and accepts, while RabbitMQ is away.</remarks>
    public static IHostApplicationBuilder AddNotifyMessaging(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddRabbitMQClient(ConnectionName, static settings => settings.DisableHealthChecks = true, factory => Prepare(factory, builder.Configuration));
        builder.Services.TryAddSingleton<BrokerConnection>();
        builder.Services.TryAddSingleton<ILanePublisher, LanePublisher>();
        builder.Services.TryAddSingleton<ILaneConsumers, LaneConsumers>();
        builder.Services.AddHealthChecks().AddCheck<BrokerHealthCheck>("rabbitmq", timeout: AnswerLimit);
        return builder;
    }

    private static void Prepare(ConnectionFactory factory, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(ConnectionName)))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings:{ConnectionName} is not set. Start through the AppHost (./notify up) or set ConnectionStrings__{ConnectionName}.");
        }

        factory.ClientProvidedName = AppDomain.CurrentDomain.FriendlyName;
        factory.AutomaticRecoveryEnabled = false; // consumers and publishers make their own channels again, which also re-declares what was lost
        factory.RequestedConnectionTimeout = TimeSpan.FromSeconds(5);
        factory.ContinuationTimeout = TimeSpan.FromSeconds(10);
        factory.RequestedHeartbeat = TimeSpan.FromSeconds(15); // a broker that fell silent is given up after two of them
    }
}
