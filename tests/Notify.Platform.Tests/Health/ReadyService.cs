using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Notify.Messaging;
using Notify.Postgres;
using Notify.Redis;
using Notify.ServiceDefaults;

namespace Notify.Platform.Tests.Health;

/// <summary>A service with all three servers and nothing else.</summary>
internal sealed class ReadyService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private ReadyService(WebApplication app)
    {
        this.app = app;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public IServiceProvider Services => app.Services;

    public static async Task<ReadyService> StartAsync(
        string postgres, string rabbitMq, string redis, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:notifydb"] = postgres;
        builder.Configuration["ConnectionStrings:messaging"] = rabbitMq;
        builder.Configuration["ConnectionStrings:cache"] = redis;
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.AddServiceDefaults();
        builder.AddNotifyPostgres();
        builder.AddNotifyMessaging();
        builder.AddNotifyRedis();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    /// <summary>Asks whether the service is ready.</summary>
    /// <returns>Each entry as <c>name status: detail</c>, and how long the answer took.</returns>
    public async Task<(IReadOnlyList<string> Entries, TimeSpan Took)> AskAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync("/health/ready", cancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return ([.. report.GetProperty("entries").EnumerateArray().Select(Describe)], took);
    }

    /// <summary>Stops as a service does on SIGTERM.</summary>
    /// <returns>How long it took until nothing was left.</returns>
    public async Task<TimeSpan> StopAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await app.StopAsync(cancellationToken);
        await app.DisposeAsync();
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private static string Describe(JsonElement entry) => $"{entry.GetProperty("name").GetString()} {entry.GetProperty("status").GetString()}";
}
