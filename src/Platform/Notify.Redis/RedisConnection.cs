using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Notify.Redis;

/// <summary>The one connection of a process. It opens in the background and comes back by itself; nobody waits for it.</summary>
/// <remarks>It is the one that the Aspire package registers. Resolving that one connects on the resolving thread, up to 5 s with Redis away, so it is resolved here and nowhere else.</remarks>
internal sealed class RedisConnection : IHostedLifecycleService, IAsyncDisposable
{
    private readonly Task<IConnectionMultiplexer> connecting;

    public RedisConnection(IConfiguration configuration, IServiceProvider services)
    {
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(RedisHosting.ConnectionName)))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings:{RedisHosting.ConnectionName} is not set. Start through the AppHost (./notify up) or set ConnectionStrings__{RedisHosting.ConnectionName}.");
        }

        connecting = Task.Run(services.GetRequiredService<IConnectionMultiplexer>);
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

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>When nobody works any more, leaves without waiting for answers: left to the container, the connection waits 5 s for a Redis that fell silent.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (connecting.IsCompletedSuccessfully)
        {
            await connecting.Result.CloseAsync(allowCommandsToComplete: false);
        }
    }

    /// <summary>A connection that is still being tried is not waited for: it is left to the container, or to the end of the process.</summary>
    public async ValueTask DisposeAsync() => await StoppedAsync(CancellationToken.None);
}
