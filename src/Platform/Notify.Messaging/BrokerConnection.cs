using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Notify.Messaging;

/// <summary>One connection for the whole process, made on first use and made again after it is lost.</summary>
internal sealed partial class BrokerConnection(IConfiguration configuration, ILogger<BrokerConnection> logger) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectBudget = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim connecting = new(1, 1);
    private IConnection? connection;

    /// <summary>Gets the open connection, connecting when there is none.</summary>
    /// <exception cref="BrokerUnavailableException">Nobody answers.</exception>
    public async ValueTask<IConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (connection is { IsOpen: true } open)
        {
            return open;
        }

        await connecting.WaitAsync(cancellationToken);
        try
        {
            if (connection is { IsOpen: true } openMeanwhile)
            {
                return openMeanwhile;
            }

            if (connection is not null)
            {
                await connection.DisposeAsync();
                connection = null;
            }

            connection = await ConnectAsync(cancellationToken);
            return connection;
        }
        finally
        {
            connecting.Release();
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var uri = configuration.GetConnectionString(MessagingHosting.ConnectionName)
            ?? throw new InvalidOperationException(
                $"ConnectionStrings:{MessagingHosting.ConnectionName} is not set. Start through the AppHost (./notify up) or set ConnectionStrings__{MessagingHosting.ConnectionName}.");
        var factory = new ConnectionFactory
        {
            Uri = new Uri(uri),
            ClientProvidedName = AppDomain.CurrentDomain.FriendlyName,
            AutomaticRecoveryEnabled = false, // consumers and publishers make their own channels again, which also re-declares what was lost
            RequestedConnectionTimeout = ConnectBudget,
            ContinuationTimeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            var made = await factory.CreateConnectionAsync(cancellationToken);
            LogConnected(factory.HostName, factory.Port);
            return made;
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or IOException or AlreadyClosedException or OperationInterruptedException or TimeoutException)
        {
            throw new BrokerUnavailableException($"RabbitMQ does not answer at {factory.HostName}:{factory.Port}.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        connecting.Dispose();
    }

    [LoggerMessage(1100, LogLevel.Information, "Connected to RabbitMQ at {Host}:{Port}.")]
    private partial void LogConnected(string host, int port);
}
