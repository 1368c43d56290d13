using System.Net.Http.Headers;
using System.Net.Http.Json;
using Notify.TestServers;
using Npgsql;

namespace Notify.Benchmarks.Rig;

/// <summary>
/// A whole Notify of its own, as it is installed: migrator, gateway, dispatcher and, as the provider, the mailbox, each a Release
/// process. Programs to compare with are started beside it on the same database and broker.
/// </summary>
internal sealed class NotifySystem : IAsyncDisposable
{
    public const string Dispatcher = NotifyApplication.Dispatcher;
    private const string Key = "ntfy_benchAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly string Artifacts = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../.."));
    private readonly NotifyApplication app;
    private readonly string folder;

    private NotifySystem(NotifyApplication app, NotifyApplicationSettings settings, int smtpPort)
    {
        this.app = app;
        folder = settings.StateFolder;
        DatabaseText = settings.Database;
        Database = NpgsqlDataSource.Create(DatabaseText + ";Max Auto Prepare=100");
        Broker = new Uri(settings.Broker);
        SmtpPort = smtpPort;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.AddressOf(NotifyApplication.Gateway) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public string DatabaseText { get; }

    public NpgsqlDataSource Database { get; }

    public Uri Broker { get; }

    public int SmtpPort { get; }

    /// <summary>Gets a client with the environment's key.</summary>
    public HttpClient Client { get; }

    public Uri AddressOf(string program) => app.AddressOf(program);

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="servers">The servers to use.</param>
    /// <param name="extras">Programs to run beside it: name, command, arguments; they get the same environment and an address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<NotifySystem> StartAsync(
        TestServers.TestServers servers, IReadOnlyList<(string Name, string Command, string[] Arguments)> extras, CancellationToken cancellationToken)
    {
        var smtpPort = ServerProcess.FreePort();
        var (database, broker) = (await servers.CreateDatabaseAsync(cancellationToken), await servers.CreateVirtualHostUriAsync(cancellationToken));
        var settings = new NotifyApplicationSettings
        {
            StateFolder = Directory.CreateTempSubdirectory("notify-bench-").FullName,
            Database = database,
            Broker = broker,
            Cache = servers.RedisConnectionString,
            HasMailbox = true,
            Extras = extras,
            Environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__notifydb"] = database,
                ["ConnectionStrings__messaging"] = broker,
                ["ConnectionStrings__cache"] = servers.RedisConnectionString,
                ["Notify__Secrets__Key"] = Convert.ToBase64String(new byte[32]),
                ["Notify__Bootstrap__ApiKey"] = Key,
                ["Notify__RateLimit__PerMinute"] = "1000000",
                ["Mailbox__SmtpPort"] = $"{smtpPort}",
                ["Mailbox__Capacity"] = "100000",
                ["BENCH_SMTP_PORT"] = $"{smtpPort}",
            },
        };
        var system = new NotifySystem(await NotifyApplication.StartAsync(settings, cancellationToken), settings, smtpPort);
        foreach (var name in extras.Select(static extra => extra.Name).Concat([NotifyApplication.Mailbox, NotifyApplication.Gateway, Dispatcher]))
        {
            await system.WaitUntilReadyAsync(name, cancellationToken);
        }

        await system.PostAsync(
            "/v1/integrations", new { provider = "smtp", settings = new { host = "127.0.0.1", port = smtpPort, useTls = false, fromEmail = "shop@example.com" } }, cancellationToken);
        return system;
    }

    /// <summary>The path of a program that was built with the benchmarks.</summary>
    public static string Program(string project) => Path.Combine(Artifacts, "bin", project, "release", $"{project}.dll");

    public async Task AddSubscribersAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(ids, cancellationToken, async (id, token) =>
        {
            using var answer = await Client.PutAsJsonAsync($"/v1/subscribers/{id}", new { email = $"{id}@example.com" }, token);
            answer.EnsureSuccessStatusCode();
        });

    public async Task PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await Client.PostAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    /// <summary>Counts rows.</summary>
    public async Task<long> CountAsync(string from, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // the text is the benchmarks' own
        await using var command = Database.CreateCommand($"SELECT count(*) FROM {from}");
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // a count is never null
    }

    /// <summary>Waits until a condition holds, asking ten times a second.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await condition())
        {
            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Stops a program in good order.</summary>
    public Task StopAsync(string program, CancellationToken cancellationToken) => app.StopAsync(program, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Database.DisposeAsync();
        await app.DisposeAsync();
        await TemporaryFolders.DeleteAsync(folder);
    }

    private async Task WaitUntilReadyAsync(string program, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = app.AddressOf(program), Timeout = TimeSpan.FromSeconds(10) };
        await UntilAsync(async () =>
        {
            try
            {
                using var answer = await client.GetAsync("/health/ready", cancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return false;
            }
        }, cancellationToken);
    }
}
