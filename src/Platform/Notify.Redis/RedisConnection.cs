using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Notify.Redis;

/// <summary>The one connection of a process. It opens in the background and comes back by itself; nobody waits for it.</summary>
internal sealed class RedisConnection : IHostedService, IAsyncDisposable
{
    private readonly Task<ConnectionMultiplexer> connecting;

    public RedisConnection(IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString(RedisHosting.ConnectionName)
            ?? throw new InvalidOperationException(
                $"ConnectionStrings:{RedisHosting.ConnectionName} is not set. Start through the AppHost (./notify up) or set ConnectionStrings__{RedisHosting.ConnectionName}.");
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        connecting = Task.Run(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>Gets the database to talk to.</summary>
    /// <exception cref="RedisAwayException">There is no connection now.</exception>
    public IDatabase Database =>
        connecting.IsCompletedSuccessfully && connecting.Result.IsConnected
            ? connecting.Result.GetDatabase()
            : throw new RedisAwayException();

    /// <summary>Gets the connection itself, waiting until it was tried once: it may be away.</summary>
    public IConnectionMultiplexer Multiplexer => connecting.GetAwaiter().GetResult();

    /// <summary>Being made is the start: the connection opens while the rest of the service does.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await connecting.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (connecting.IsCompletedSuccessfully)
        {
            await connecting.Result.CloseAsync(allowCommandsToComplete: false);
            connecting.Result.Dispose();
        }
    }
}
