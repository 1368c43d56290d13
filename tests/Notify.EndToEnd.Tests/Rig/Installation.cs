using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Notify.Mailbox;
using Npgsql;
using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>
/// A whole Notify of its own: database, virtual host, and migrator, gateway and dispatcher as real processes. Beside it stand the
/// outside world's fakes: a mailbox that speaks SMTP, and a provider that speaks HTTP.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string GatewayName = "gateway";
    public const string DispatcherName = "dispatcher";
    public const string BootstrapKey = "ntfy_e2eAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly DistributedApplication app;
    private readonly Dictionary<string, Uri> addresses;
    private readonly string folder;
    private int environments;

    private Installation(
        DistributedApplication app, string folder, string database, string broker, Dictionary<string, Uri> addresses, ProviderServer provider, MailboxServer mailbox)
    {
        this.app = app;
        this.folder = folder;
        this.addresses = addresses;
        Database = NpgsqlDataSource.Create(database + ";Pooling=false"); // a pooled connection would not outlive the restarts of PostgreSQL
        BrokerUri = broker;
        Provider = provider;
        Mailbox = mailbox;
        Api = new Api(addresses[GatewayName], BootstrapKey);
    }

    /// <summary>Gets the first environment's caller.</summary>
    public Api Api { get; }

    public NpgsqlDataSource Database { get; }

    public string BrokerUri { get; }

    public ProviderServer Provider { get; }

    public MailboxServer Mailbox { get; }

    public string PluginFolder => Path.Combine(folder, "plugins");

    /// <summary>Starts everything, with one dispatcher, and waits until it is ready.</summary>
    /// <param name="servers">The servers to use.</param>
    /// <param name="settings">Configuration beside the rig's own, as environment variables.</param>
    public static Task<Installation> StartAsync(TestServers.TestServers servers, params (string Name, string Value)[] settings) =>
        StartAsync(servers, [DispatcherName], settings);

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="servers">The servers to use.</param>
    /// <param name="dispatchers">The names of the dispatchers.</param>
    /// <param name="settings">Configuration beside the rig's own, as environment variables.</param>
    public static async Task<Installation> StartAsync(TestServers.TestServers servers, string[] dispatchers, params (string Name, string Value)[] settings)
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("notify-e2e-").FullName;
        var (database, broker) = (await servers.CreateDatabaseAsync(token), await servers.CreateVirtualHostUriAsync(token));
        var provider = await ProviderServer.StartAsync(token);
        var mailbox = MailboxServer.Start();
        CopyPlugin(ServiceFiles.TestPlugin("Notify.Test.Relay"), Path.Combine(folder, "plugins", "Relay"));
        Dictionary<string, string> common = new()
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__notifydb"] = database + ";Maximum Pool Size=40",
            ["ConnectionStrings__messaging"] = broker,
            ["ConnectionStrings__cache"] = servers.RedisConnectionString,
            ["Notify__Secrets__Key"] = Convert.ToBase64String(new byte[32]),
            ["Notify__Plugins__Path"] = $"{ServiceFiles.Plugins};{Path.Combine(folder, "plugins")}",
            ["Notify__Plugins__AllowPrivateNetworks"] = "true",
            ["Notify__Bootstrap__ApiKey"] = BootstrapKey,
            ["Notify__Testing__VirtualClock"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Notify"] = "Information",
        };
        foreach (var (name, value) in settings)
        {
            common[name] = value;
        }

        string[] services = [GatewayName, .. dispatchers];
        var addresses = services.ToDictionary(static name => name, static _ => new Uri($"http://127.0.0.1:{Ports.Free()}"));
        common["Notify__PublicUrl"] = addresses[GatewayName].ToString();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [$"--AppHost:StateDirectory={folder}/state"], DisableDashboard = true });
        var migrator = Add(builder, "migrator", "Notify.Migrator", common);
        Add(builder, GatewayName, "Notify.Gateway", common).WithEnvironment("ASPNETCORE_URLS", addresses[GatewayName].ToString()).WaitForCompletion(migrator);
        foreach (var name in dispatchers)
        {
            Add(builder, name, "Notify.Dispatcher", common).WithEnvironment("ASPNETCORE_URLS", addresses[name].ToString()).WaitForCompletion(migrator);
        }

        var app = builder.Build();
        await app.StartAsync(token);
        var installation = new Installation(app, folder, database, broker, addresses, provider, mailbox);
        foreach (var name in services)
        {
            await installation.WaitUntilReadyAsync(name);
        }

        return installation;
    }

    /// <summary>Makes an environment of its own for a test, with integrations for e-mail, text messages and webhooks.</summary>
    public async Task<Api> CreateEnvironmentAsync(string keyType = "NORMAL")
    {
        var environment = await Api.PostAsync("/v1/environments", new { name = $"test {Interlocked.Increment(ref environments)} {Guid.CreateVersion7()}" });
        var id = environment.Body.GetProperty("id").GetString();
        var key = await Api.PostAsync("/v1/api-keys", new { name = "test", type = "NORMAL", environmentId = id });
        var api = new Api(addresses[GatewayName], key.Body.GetProperty("key").GetString()!);
        await api.PostAsync("/v1/integrations", new { provider = "smtp", settings = new { host = "127.0.0.1", port = Mailbox.SmtpPort, useTls = false, fromEmail = "shop@example.com", fromName = "Shop" } });
        await api.PostAsync("/v1/integrations", new { provider = "relay", settings = new { baseUrl = Provider.Address.ToString() } });
        await api.PostAsync("/v1/integrations", new { provider = "webhook", settings = new { } });
        if (keyType == "NORMAL")
        {
            return api;
        }

        var other = await Api.PostAsync("/v1/api-keys", new { name = keyType, type = keyType, environmentId = id });
        return new Api(addresses[GatewayName], other.Body.GetProperty("key").GetString()!);
    }

    /// <summary>Moves the installation's clock.</summary>
    public async Task AdvanceClockAsync(TimeSpan by)
    {
        var answer = await Api.PostAsync("/v1/testing/clock", new { advanceSeconds = by.TotalSeconds });
        Assert.Equal(200, answer.Status);
    }

    /// <summary>Tells whether a service answers health questions; a stopping one does not.</summary>
    public async Task<bool> AnswersAsync(string service)
    {
        using var client = new HttpClient { BaseAddress = addresses[service], Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var response = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Where the gateway listens.</summary>
    public Uri Gateway() => addresses[GatewayName];

    /// <summary>Kills a service with SIGKILL.</summary>
    public async Task KillAsync(string service)
    {
        using (var process = Process.GetProcessById(ProcessIdOf(service)))
        {
            process.Kill();
        }

        await app.ResourceNotifications.WaitForResourceAsync(service, KnownResourceStates.TerminalStates, TestContext.Current.CancellationToken);
    }

    /// <summary>Stops a service in good order.</summary>
    public Task StopAsync(string service) => CommandAsync(service, "stop");

    /// <summary>Starts a service that was stopped or killed, and waits until it is ready.</summary>
    public async Task StartAsync(string service)
    {
        await CommandAsync(service, "start");
        await WaitUntilReadyAsync(service);
    }

    public bool IsRunning(string service) => app.ResourceNotifications.TryGetCurrentState(service, out var state) && state.Snapshot.ProcessId is not null;

    public int ProcessIdOf(string service) => app.ResourceNotifications.TryGetCurrentState(service, out var state) && state.Snapshot.ProcessId is { } id
        ? id : throw new InvalidOperationException($"{service} does not run.");

    public static void CopyPlugin(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Database.DisposeAsync();
        await Provider.DisposeAsync();
        await Mailbox.DisposeAsync();
        Api.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static IResourceBuilder<ExecutableResource> Add(
        IDistributedApplicationBuilder builder, string name, string project, Dictionary<string, string> environment)
    {
        var program = ServiceFiles.Program(project);
        var resource = builder.AddExecutable(name, "dotnet", Path.GetDirectoryName(program)!, program);
        foreach (var (variable, value) in environment)
        {
            resource.WithEnvironment(variable, value);
        }

        return resource;
    }

    private async Task CommandAsync(string service, string command)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(service, command, TestContext.Current.CancellationToken);
        Assert.True(result.Success, result.Message);
    }

    private async Task WaitUntilReadyAsync(string service)
    {
        using var client = new HttpClient { BaseAddress = addresses[service], Timeout = TimeSpan.FromSeconds(10) };
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
                return response.IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                return false;
            }
        });
    }
}
