using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Notify.LocalHosting.RabbitMq;
using Notify.LocalHosting.State;
using Npgsql;
using Xunit;

namespace Notify.TestServers;

/// <summary>
/// A private PostgreSQL, RabbitMQ and Redis for the tests of one process, gone with it. Use it as an assembly fixture
/// (<c>[assembly: AssemblyFixture(typeof(TestServers))]</c>), and give every test its own database, virtual host and prefix.
/// </summary>
/// <remarks>
/// Where the servers are not installed the start fails with the command that installs them. Thread-safe.
/// </remarks>
public sealed class TestServers : IAsyncLifetime
{
    private const int VirtualHostBatch = 16; // the control program takes a second to start, whatever it does then
    private readonly SemaphoreSlim virtualHostGate = new(1, 1);
    private readonly Queue<string> spareVirtualHosts = new();
    private DistributedApplication? app;
    private int databases;
    private int virtualHosts;
    private int prefixes;

    /// <summary>Gets the connection string of the superuser, without a database.</summary>
    public string PostgresConnectionString { get; private set; } = "";

    /// <summary>Gets the address of the default virtual host, with user and password.</summary>
    public string RabbitMqUri { get; private set; } = "";

    /// <summary>Gets the connection string of Redis.</summary>
    public string RedisConnectionString { get; private set; } = "";

    private DistributedApplication App => app ?? throw new InvalidOperationException("The servers are not started: await InitializeAsync first.");

    /// <summary>Starts the three servers and waits until they are healthy.</summary>
    /// <returns>A task that ends when they are.</returns>
    public async ValueTask InitializeAsync()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [$"--AppHost:StateDirectory={Path.Combine(Path.GetTempPath(), "notify-apphost-tests-" + Path.GetRandomFileName())}"],
            DisableDashboard = true,
        });
        builder.AddPostgres(nameof(TestServer.Postgres));
        builder.AddRabbitMQ(nameof(TestServer.RabbitMq));
        builder.AddRedis(nameof(TestServer.Redis));
        app = builder.Build();
        await app.StartAsync();
        await Task.WhenAll(Enum.GetNames<TestServer>().Select(name => app.ResourceNotifications.WaitForResourceHealthyAsync(name)));
        PostgresConnectionString = await ConnectionStringAsync(TestServer.Postgres);
        RabbitMqUri = await ConnectionStringAsync(TestServer.RabbitMq);
        RedisConnectionString = await ConnectionStringAsync(TestServer.Redis);
    }

    /// <summary>Makes an empty database.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await using var source = NpgsqlDataSource.Create($"{PostgresConnectionString};Database=postgres;Pooling=false");
#pragma warning disable CA2100 // the name is a number of ours, and a statement that creates a database takes no parameters
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync(cancellationToken);
        return $"{PostgresConnectionString};Database={name}";
    }

    /// <summary>Makes an empty virtual host.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its address, with user and password.</returns>
    public async Task<string> CreateVirtualHostUriAsync(CancellationToken cancellationToken = default)
    {
        await virtualHostGate.WaitAsync(cancellationToken);
        try
        {
            if (spareVirtualHosts.Count == 0)
            {
                await AddVirtualHostsAsync(cancellationToken);
            }

            return $"{RabbitMqUri}/{spareVirtualHosts.Dequeue()}";
        }
        finally
        {
            virtualHostGate.Release();
        }
    }

    /// <summary>Makes a key prefix nobody else has.</summary>
    /// <returns>The prefix, ending with a colon.</returns>
    public string CreateRedisPrefix() => string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref prefixes)}:");

    /// <summary>Stops a server in good order, starts it again on the same port with its data, and waits until it is healthy.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is healthy.</returns>
    public async Task RestartAsync(TestServer server, CancellationToken cancellationToken = default)
    {
        await StopAsync(server, cancellationToken);
        await StartAsync(server, cancellationToken);
    }

    /// <summary>Stops a server in good order.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it has stopped.</returns>
    public Task StopAsync(TestServer server, CancellationToken cancellationToken = default) => CommandAsync(server, "stop", cancellationToken);

    /// <summary>Starts a stopped or killed server on the same port with its data, and waits until it is healthy.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is healthy.</returns>
    public async Task StartAsync(TestServer server, CancellationToken cancellationToken = default)
    {
        await CommandAsync(server, "start", cancellationToken);
        await App.ResourceNotifications.WaitForResourceHealthyAsync(server.ToString(), cancellationToken);
    }

    /// <summary>Kills a server with SIGKILL; start it again with <see cref="StartAsync"/>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the process is gone.</returns>
    public async Task KillAsync(TestServer server, CancellationToken cancellationToken = default)
    {
        var id = ProcessId(server)
            ?? throw new InvalidOperationException($"{server} has no process on this machine to kill.");
        using (var process = Process.GetProcessById(id))
        {
            process.Kill();
        }

        await App.ResourceNotifications.WaitForResourceAsync(server.ToString(), KnownResourceStates.TerminalStates, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        virtualHostGate.Dispose();
    }

    private async Task AddVirtualHostsAsync(CancellationToken cancellationToken)
    {
        var resource = App.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<RabbitMQServerResource>().Single();
        var control = new RabbitMqControl(
            resource.Server ?? throw new InvalidOperationException("RabbitMQ has not been added."),
            App.Services.GetRequiredService<StateDirectory>().DataOf(resource));
        var names = Enumerable.Range(0, VirtualHostBatch)
            .Select(_ => string.Create(CultureInfo.InvariantCulture, $"test_{++virtualHosts}"))
            .ToList();
        await control.AddVirtualHostsAsync(names, cancellationToken);
        names.ForEach(spareVirtualHosts.Enqueue);
    }

    private int? ProcessId(TestServer server) =>
        App.ResourceNotifications.TryGetCurrentState(server.ToString(), out var change) ? change.Snapshot.ProcessId : null;

    private async Task<string> ConnectionStringAsync(TestServer server) =>
        await App.GetConnectionStringAsync(server.ToString()) ?? throw new InvalidOperationException($"{server} has no connection string.");

    private async Task CommandAsync(TestServer server, string command, CancellationToken cancellationToken)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(server.ToString(), command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException(result.Message);
        }
    }
}
