using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;
using Xunit;

namespace Notify.TestServers;

/// <summary>
/// A private PostgreSQL, RabbitMQ and Redis for the tests of one process, gone with it: those of the application model, without its services.
/// Use it as an assembly fixture (<c>[assembly: AssemblyFixture(typeof(TestServers))]</c>), and give every test its own database, virtual host
/// and prefix.
/// </summary>
/// <remarks>
/// Where the servers are not installed the start fails with the command that installs them. Thread-safe.
/// </remarks>
public sealed class TestServers : IAsyncLifetime
{
    private const int VirtualHostBatch = 16; // the control program takes a second to start, whatever it does then
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("notify-test-servers-");
    private readonly SemaphoreSlim virtualHostGate = new(1, 1);
    private readonly Queue<string> spareVirtualHosts = new();
    private IDistributedApplicationTestingBuilder? builder; // lives as long as what it has built
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
        builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_AppHost>(
            [$"--AppHost:StateDirectory={state.FullName}", "--AppHost:AutomaticRestart=false"]);
        foreach (var service in builder.Resources.OfType<ProjectResource>().ToList())
        {
            builder.Resources.Remove(service);
        }

        app = await builder.BuildAsync();
        await app.StartAsync();
        await Task.WhenAll(Enum.GetValues<TestServer>().Select(server => WaitUntilHealthyAsync(server, CancellationToken.None)));
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
                var names = Enumerable.Range(0, VirtualHostBatch).Select(_ => string.Create(CultureInfo.InvariantCulture, $"test_{++virtualHosts}")).ToList();
                await RabbitMqControl.AddVirtualHostsAsync(DataOf(TestServer.RabbitMq), names, cancellationToken);
                names.ForEach(spareVirtualHosts.Enqueue);
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
    public async Task StopAsync(TestServer server, CancellationToken cancellationToken = default)
    {
        await CommandAsync(server, KnownResourceCommands.StopCommand, cancellationToken);
        await WaitUntilEndedAsync(server, cancellationToken);
    }

    /// <summary>Starts a stopped or killed server on the same port with its data, and waits until it is healthy.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is healthy.</returns>
    public async Task StartAsync(TestServer server, CancellationToken cancellationToken = default)
    {
        await CommandAsync(server, KnownResourceCommands.StartCommand, cancellationToken);
        await ServerProbe.WaitAsync(server, await ConnectionStringAsync(server), cancellationToken); // Aspire's health is that of before, for a moment
        await WaitUntilHealthyAsync(server, cancellationToken);
    }

    /// <summary>Kills a server with SIGKILL; start it again with <see cref="StartAsync"/>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the process is gone.</returns>
    /// <exception cref="InvalidOperationException">The server is no process of this machine.</exception>
    public async Task KillAsync(TestServer server, CancellationToken cancellationToken = default)
    {
        using (var process = ServerProcess.Find(DataOf(server)) ?? throw new InvalidOperationException($"{server} has no process on this machine to kill."))
        {
            process.Kill();
        }

        await WaitUntilEndedAsync(server, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        if (builder is not null)
        {
            await builder.DisposeAsync();
        }

        virtualHostGate.Dispose();
        await TemporaryFolders.DeleteAsync(state.FullName);
    }

    /// <summary>The name that the application model has for a server.</summary>
    private static string NameOf(TestServer server) => server switch
    {
        TestServer.Postgres => "postgres",
        TestServer.RabbitMq => "messaging",
        TestServer.Redis => "cache",
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, null),
    };

    private string DataOf(TestServer server) => Path.Combine(state.FullName, "data", NameOf(server));

    private Task<ResourceEvent> WaitUntilHealthyAsync(TestServer server, CancellationToken cancellationToken) =>
        App.ResourceNotifications.WaitForResourceHealthyAsync(NameOf(server), WaitBehavior.WaitOnResourceUnavailable, cancellationToken);

    private Task<string> WaitUntilEndedAsync(TestServer server, CancellationToken cancellationToken) =>
        App.ResourceNotifications.WaitForResourceAsync(NameOf(server), KnownResourceStates.TerminalStates, cancellationToken);

    private async Task<string> ConnectionStringAsync(TestServer server) =>
        await App.GetConnectionStringAsync(NameOf(server)) ?? throw new InvalidOperationException($"{server} has no connection string.");

    private async Task CommandAsync(TestServer server, string command, CancellationToken cancellationToken)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(NameOf(server), command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException(result.Message);
        }
    }
}
