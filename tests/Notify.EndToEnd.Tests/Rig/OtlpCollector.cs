using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Takes in OTLP over HTTP (protobuf) and keeps what came.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private readonly WebApplication app;

    private OtlpCollector(WebApplication app) => this.app = app;

    /// <summary>Configuration that makes a service report here, soon.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"), // milliseconds
    ];

    /// <summary>Everything received so far as text to search in: protobuf keeps texts as they are.</summary>
    public string Text => string.Concat(received.Select(static report => Encoding.UTF8.GetString(report.Body)));

    public IEnumerable<Span> Spans =>
        from resource in Reports("traces")
        let service = resource.All(1).First().Attributes(1)["service.name"]
        from scope in resource.All(2)
        from span in scope.All(2)
        select new Span(service, scope.All(1).First().Text(1), span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4));

    /// <summary>The points of histograms.</summary>
    public IEnumerable<Point> Points =>
        from resource in Reports("metrics")
        from scope in resource.All(2)
        from metric in scope.All(2)
        from histogram in metric.All(9)
        from point in histogram.All(1)
        select new Point(metric.Text(1), metric.Text(3), point.Attributes(9));

    public bool Has(string signal) => received.Any(report => report.Signal == signal);

    public static async Task<OtlpCollector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector.app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector.app.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IEnumerable<ProtoMessage> Reports(string signal) =>
        received.Where(report => report.Signal == signal).SelectMany(static report => new ProtoMessage(report.Body).All(1));

    private async Task TakeAsync(string signal, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        received.Enqueue((signal, body.ToArray()));
    }

    /// <summary>A span: whose, of which source, and its place in the trace.</summary>
    internal sealed record Span(string Service, string Source, string Name, string TraceId, string Id, string ParentId);

    /// <summary>A histogram's point.</summary>
    internal sealed record Point(string Name, string Unit, IReadOnlyDictionary<string, string> Attributes);
}
