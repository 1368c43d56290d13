using Notify.Mailbox;
using Notify.TestServers;
using Npgsql;
using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>
/// A whole Notify of its own: the application model on a database and a virtual host of its own, with migrator, gateway and dispatcher as real
/// processes. Beside it stand the outside world's fakes: a mailbox that speaks SMTP, and a provider that speaks HTTP.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string GatewayName = NotifyApplication.Gateway;
    public const string DispatcherName = NotifyApplication.Dispatcher;
    public const string BootstrapKey = "ntfy_e2eAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly NotifyApplication app;
    private readonly string folder;
    private int environments;

    private Installation(NotifyApplication app, string folder, NotifyApplicationSettings settings, ProviderServer provider, MailboxServer mailbox)
    {
        this.app = app;
        this.folder = folder;
        Database = NpgsqlDataSource.Create(settings.Database + ";Pooling=false"); // a pooled connection would not outlive the restarts of PostgreSQL
        BrokerUri = settings.Broker;
        Provider = provider;
        Mailbox = mailbox;
        Api = new Api(Gateway(), BootstrapKey);
    }

    /// <summary>Gets the first environment's caller.</summary>
    public Api Api { get; }

    public NpgsqlDataSource Database { get; }

    public string BrokerUri { get; }

    public ProviderServer Provider { get; }

    public MailboxServer Mailbox { get; }

    /// <summary>Gets the folder that people drop plugins into.</summary>
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
        var provider = await ProviderServer.StartAsync(token);
        var mailbox = MailboxServer.Start();
        CopyPlugin(ServiceFiles.TestPlugin("Notify.Test.Relay"), Path.Combine(folder, "plugins", "Relay"));
        Dictionary<string, string> environment = new()
        {
            ["Notify__Secrets__Key"] = Convert.ToBase64String(new byte[32]),
            ["Notify__Bootstrap__ApiKey"] = BootstrapKey,
            ["Notify__Testing__VirtualClock"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Notify"] = "Information",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var application = new NotifyApplicationSettings
        {
            StateFolder = folder,
            Database = await servers.CreateDatabaseAsync(token) + ";Maximum Pool Size=40",
            Broker = await servers.CreateVirtualHostUriAsync(token),
            Cache = servers.RedisConnectionString,
            Environment = environment,
            Dispatchers = dispatchers,
        };
        var installation = new Installation(await NotifyApplication.StartAsync(application, token), folder, application, provider, mailbox);
        foreach (var name in dispatchers.Prepend(GatewayName))
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
        var api = new Api(Gateway(), key.Body.GetProperty("key").GetString()!);
        await api.PostAsync("/v1/integrations", new { provider = "smtp", settings = new { host = "127.0.0.1", port = Mailbox.SmtpPort, useTls = false, fromEmail = "shop@example.com", fromName = "Shop" } });
        await api.PostAsync("/v1/integrations", new { provider = "relay", settings = new { baseUrl = Provider.Address.ToString() } });
        await api.PostAsync("/v1/integrations", new { provider = "webhook", settings = new { } });
        if (keyType == "NORMAL")
        {
            return api;
        }

        var other = await Api.PostAsync("/v1/api-keys", new { name = keyType, type = keyType, environmentId = id });
        return new Api(Gateway(), other.Body.GetProperty("key").GetString()!);
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
        using var client = new HttpClient { BaseAddress = app.AddressOf(service), Timeout = TimeSpan.FromSeconds(10) };
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
    public Uri Gateway() => app.AddressOf(GatewayName);

    /// <summary>Kills a service with SIGKILL.</summary>
    public Task KillAsync(string service) => app.KillAsync(service, TestContext.Current.CancellationToken);

    /// <summary>Stops a service in good order.</summary>
    public Task StopAsync(string service) => app.StopAsync(service, TestContext.Current.CancellationToken);

    /// <summary>Starts a service that was stopped or killed, and waits until it is ready.</summary>
    public async Task StartAsync(string service)
    {
        await app.StartAsync(service, TestContext.Current.CancellationToken);
        await WaitUntilReadyAsync(service);
    }

    public int? ExitCodeOf(string service) => app.ExitCodeOf(service);

    public bool IsRunning(string service) => app.ProcessIdOf(service) is not null;

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
        await TemporaryFolders.DeleteAsync(folder);
    }

    private async Task WaitUntilReadyAsync(string service)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TestLimits.Default);
        using var client = new HttpClient { BaseAddress = app.AddressOf(service), Timeout = TimeSpan.FromSeconds(10) };
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await IsReadyAsync(client))
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail(await app.DescribeAsync(service));
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
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
    }
}
