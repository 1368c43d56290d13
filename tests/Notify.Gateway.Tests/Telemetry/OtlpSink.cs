using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notify.Gateway.Tests.Telemetry;

/// <summary>Takes in OTLP over HTTP and keeps what came, as text to search in.</summary>
public sealed class OtlpSink : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> received = new();
    private readonly WebApplication app;

    private OtlpSink(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new OtlpSink(builder.Build());
        sink.app.MapPost("/v1/{signal}", sink.TakeAsync);
        await sink.app.StartAsync();
        return sink;
    }

    /// <summary>Gets everything of a signal so far. Protobuf keeps texts as they are, so they can be searched for.</summary>
    public string All(string signal) => string.Concat(received.GetValueOrDefault(signal) ?? []);

    /// <summary>Waits until a signal holds a text.</summary>
    public Task<bool> HoldsAsync(string signal, string text, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(() => All(signal).Contains(text, StringComparison.Ordinal), cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(string signal, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        received.GetOrAdd(signal, static _ => new()).Enqueue(Encoding.Latin1.GetString(body.ToArray()));
    }
}
