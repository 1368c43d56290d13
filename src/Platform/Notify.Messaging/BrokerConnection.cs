using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Notify.Messaging;

/// <summary>One connection for the whole process, made on first use and made again after it is lost.</summary>
/// <remarks>
/// The connection that the Aspire package registers is not used, only its factory: it is a singleton that connects on the resolving thread, with pauses of
/// 2, 4 and 8 s, throws into whoever is being constructed, and is not made anew. A service starts, and accepts, without RabbitMQ.
/// </remarks>
internal sealed partial class BrokerConnection(IConnectionFactory factory, ILogger<BrokerConnection> logger) : IAsyncDisposable
{
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
        try
        {
            var made = await factory.CreateConnectionAsync(cancellationToken);
            LogConnected(made.Endpoint.HostName, made.Endpoint.Port);
            return made;
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or IOException or AlreadyClosedException or OperationInterruptedException or TimeoutException)
        {
            throw new BrokerUnavailableException($"RabbitMQ does not answer at {factory.Uri.Host}:{factory.Uri.Port}.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await Parting.FromAsync(connection);
        }

        connecting.Dispose();
    }

    [LoggerMessage(1100, LogLevel.Information, "Connected to RabbitMQ at {Host}:{Port}.")]
    private partial void LogConnected(string host, int port);
}
