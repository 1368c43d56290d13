extern alias gateway;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Notify.Gateway.Tests.Starting;
using Notify.Gateway.Tests.Telemetry;
using Notify.GraphQL.Execution;

namespace Notify.Gateway.Tests;

/// <summary>The gateway itself on private servers and a port of its own, with the database as the migrator leaves it.</summary>
public sealed class RunningGateway : IAsyncLifetime
{
    private const string FirstKey = "first-key-of-the-gateway-tests";

    private WebApplicationFactory<gateway::Program>? application;
    private static readonly string[] Plugins = ["Apns", "Fcm", "Slack", "WebPush"];
    private readonly DirectoryInfo plugins = CopyPlugins();
    private OtlpSink? telemetry;
    private Uri? address;
    private int names;

    public TestServers.TestServers Servers { get; } = new();

    /// <summary>Gets what the gateway tells about itself.</summary>
    public OtlpSink Telemetry => telemetry ?? throw new InvalidOperationException("The gateway is not started: await InitializeAsync first.");

    /// <summary>Gets every route that is mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. Application.Services.GetServices<EndpointDataSource>().SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>Gets what runs GraphQL requests.</summary>
    public IRequestExecutor GraphQL => Application.Services.GetRequiredService<IRequestExecutor>();

    /// <summary>Gets what makes the gateway's own HTTP clients.</summary>
    public IHttpClientFactory HttpClients => Application.Services.GetRequiredService<IHttpClientFactory>();

    private WebApplicationFactory<gateway::Program> Application =>
        application ?? throw new InvalidOperationException("The gateway is not started: await InitializeAsync first.");

    public async ValueTask InitializeAsync()
    {
        await Servers.InitializeAsync();
        telemetry = await OtlpSink.StartAsync();
        var settings = SettingsFor(await Servers.CreateDatabaseAsync());
        settings["ConnectionStrings:messaging"] = await Servers.CreateVirtualHostUriAsync();
        Assert.Equal(0, await MigratorProgram.RunAsync(settings));
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Address;
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_BSP_SCHEDULE_DELAY"] = settings["OTEL_BLRP_SCHEDULE_DELAY"] = settings["OTEL_METRIC_EXPORT_INTERVAL"] = "200"; // milliseconds
        application = new WebApplicationFactory<gateway::Program>().WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });
        application.UseKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        application.StartServer();
        using var probe = application.CreateClient();
        address = probe.BaseAddress;
    }

    /// <summary>The settings of a service on these servers, with a database of its own.</summary>
    public Dictionary<string, string> SettingsFor(string database) => new()
    {
        ["ConnectionStrings:notifydb"] = database,
        ["ConnectionStrings:cache"] = Servers.RedisConnectionString,
        ["Notify:Bootstrap:ApiKey"] = FirstKey,
        ["Notify:Plugins:Path"] = plugins.FullName,
        ["Notify:Secrets:Key"] = Convert.ToBase64String(new byte[32]),
    };

    /// <summary>A name that no other test uses.</summary>
    public string NewName() => "name-" + Interlocked.Increment(ref names);

    /// <summary>A caller with the first environment's NORMAL key.</summary>
    public HttpClient Caller() => CallerWith(FirstKey);

    /// <summary>A caller without a key.</summary>
    /// <remarks>The client leaves no spans: it runs in the gateway's process, and they would be taken for the gateway's.</remarks>
    public HttpClient Stranger() => new(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false }) { BaseAddress = address };

    public HttpClient CallerWith(string key)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Makes a key of a type for the first environment, or for a new one.</summary>
    public async Task<string> NewKeyAsync(string type, bool inNewEnvironment, CancellationToken cancellationToken)
    {
        using var caller = Caller();
        var environmentId = inNewEnvironment
            ? await IdOfAsync(await caller.PostAsJsonAsync("/v1/environments", new { name = NewName() }, cancellationToken), "id", cancellationToken)
            : null;
        var body = environmentId is null ? (object)new { name = NewName(), type } : new { name = NewName(), type, environmentId };
        return await IdOfAsync(await caller.PostAsJsonAsync("/v1/api-keys", body, cancellationToken), "key", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }

        if (telemetry is not null)
        {
            await telemetry.DisposeAsync();
        }

        await Servers.DisposeAsync();
        plugins.Delete(recursive: true);
    }

    /// <summary>Only some, and not those that other tests build at the same time.</summary>
    private static DirectoryInfo CopyPlugins()
    {
        var built = typeof(RunningGateway).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "PluginFolders").Value!; // the project sets it
        var copies = Directory.CreateTempSubdirectory("notify-plugins-");
        foreach (var name in Plugins.Select(static plugin => $"Notify.Channels.{plugin}"))
        {
            var folder = copies.CreateSubdirectory(name);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(built, name)))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }
        }

        return copies;
    }

    private static async Task<string> IdOfAsync(HttpResponseMessage response, string member, CancellationToken cancellationToken)
    {
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty(member).GetString()!; // a success has it
    }
}
