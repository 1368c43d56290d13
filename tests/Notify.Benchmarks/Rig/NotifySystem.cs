using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Notify.Benchmarks.Rig;

/// <summary>
/// A whole Notify of its own, as it is installed: migrator, gateway, dispatcher and, as the provider, the mailbox, each a Release
/// process. Programs to compare with are started beside it on the same database and broker.
/// </summary>
internal sealed class NotifySystem : IAsyncDisposable
{
    public const string Dispatcher = "dispatcher";
    private const string Key = "ntfy_benchAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static readonly string Artifacts = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../.."));
    private readonly DistributedApplication app;
    private readonly string folder;
    private readonly Dictionary<string, Uri> addresses;

    private NotifySystem(DistributedApplication app, string folder, string databaseText, string broker, Dictionary<string, Uri> addresses, int smtpPort)
    {
        this.app = app;
        this.folder = folder;
        this.addresses = addresses;
        DatabaseText = databaseText;
        Database = NpgsqlDataSource.Create(databaseText + ";Max Auto Prepare=100");
        Broker = new Uri(broker);
        SmtpPort = smtpPort;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = addresses["gateway"] };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public string DatabaseText { get; }

    public NpgsqlDataSource Database { get; }

    public Uri Broker { get; }

    public int SmtpPort { get; }

    /// <summary>Gets a client with the environment's key.</summary>
    public HttpClient Client { get; }

    public Uri AddressOf(string program) => addresses[program];

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="servers">The servers to use.</param>
    /// <param name="extras">Programs to run beside it: name, command, arguments; they get the same environment and an address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<NotifySystem> StartAsync(
        TestServers.TestServers servers, IReadOnlyList<(string Name, string Command, string[] Arguments)> extras, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("notify-bench-").FullName;
        var (database, broker) = (await servers.CreateDatabaseAsync(cancellationToken), await servers.CreateVirtualHostUriAsync(cancellationToken));
        var smtpPort = ServerProcess.FreePort();
        Dictionary<string, string> environment = new()
        {
            ["ConnectionStrings__notifydb"] = database,
            ["ConnectionStrings__messaging"] = broker,
            ["ConnectionStrings__cache"] = servers.RedisConnectionString,
            ["Notify__Secrets__Key"] = Convert.ToBase64String(new byte[32]),
            ["Notify__Plugins__Path"] = Path.Combine(Artifacts, "plugins"),
            ["Notify__Bootstrap__ApiKey"] = Key,
            ["Notify__RateLimit__PerMinute"] = "1000000",
            ["Mailbox__SmtpPort"] = $"{smtpPort}",
            ["Mailbox__Capacity"] = "100000",
            ["BENCH_SMTP_PORT"] = $"{smtpPort}",
        };
        (string Name, string Command, string[] Arguments)[] programs =
        [
            ("mailbox", "dotnet", [Program("Notify.Mailbox")]), ("gateway", "dotnet", [Program("Notify.Gateway")]), (Dispatcher, "dotnet", [Program("Notify.Dispatcher")]), .. extras,
        ];
        var addresses = programs.ToDictionary(static program => program.Name, static _ => new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}"));
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [$"--AppHost:StateDirectory={folder}"], DisableDashboard = true });
        var migrator = Add(builder, "migrator", "dotnet", [Program("Notify.Migrator")], environment);
        foreach (var (name, command, arguments) in programs)
        {
            Add(builder, name, command, arguments, environment)
                .WithEnvironment("ASPNETCORE_URLS", addresses[name].ToString())
                .WithEnvironment("PORT", addresses[name].Port.ToString(CultureInfo.InvariantCulture))
                .WaitForCompletion(migrator);
        }

        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        var system = new NotifySystem(app, folder, database, broker, addresses, smtpPort);
        foreach (var (name, _, _) in programs)
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
    public async Task StopAsync(string program, CancellationToken cancellationToken)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(program, "stop", cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException(result.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Database.DisposeAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static IResourceBuilder<ExecutableResource> Add(
        IDistributedApplicationBuilder builder, string name, string command, string[] arguments, Dictionary<string, string> environment)
    {
        var resource = builder.AddExecutable(name, command, AppContext.BaseDirectory, arguments);
        foreach (var (variable, value) in environment)
        {
            resource.WithEnvironment(variable, value);
        }

        return resource;
    }

    private async Task WaitUntilReadyAsync(string program, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = addresses[program], Timeout = TimeSpan.FromSeconds(10) };
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
