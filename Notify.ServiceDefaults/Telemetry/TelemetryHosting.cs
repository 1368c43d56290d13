using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Notify.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs over OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
internal static class TelemetryHosting
{
    private const string OwnNames = "Notify.*"; // sources and meters

    // From a millisecond to ten minutes. The default is made for milliseconds, and would put whatever takes less than five seconds into one bucket.
    private static readonly ExplicitBucketHistogramConfiguration Seconds = new()
    {
        Boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
    };

    private static readonly Dictionary<string, string?> Unmeasured = new()
    {
        ["Aspire:Npgsql:DisableMetrics"] = "true",
        ["Aspire:Npgsql:DisableTracing"] = "true",
        ["Aspire:RabbitMQ:Client:DisableTracing"] = "true",
        ["Aspire:StackExchange:Redis:DisableTracing"] = "true",
    };

    /// <summary>An export under way holds up a process that stops, for 10 s by default.</summary>
    private static readonly Dictionary<string, string?> ExportLimit = new() { ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "2000" }; // ms

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Unmeasured }); // what nobody takes
            return;
        }

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = ExportLimit });
        builder.Logging.AddOpenTelemetry(static logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => NameService(resource, builder))
            .WithTracing(static traces => traces
                .AddSource(OwnNames) // the servers' come with their Aspire packages
                .AddAspNetCoreInstrumentation(SpanRules.Apply)
                .AddHttpClientInstrumentation(SpanRules.Apply))
            .WithMetrics(static metrics => metrics
                .AddMeter(OwnNames)
                .AddView(static instrument => instrument.Unit == "s" && instrument.Meter.Name.StartsWith("Notify.", StringComparison.Ordinal) && instrument is Histogram<double> ? Seconds : null)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
        builder.Services.AddHostedService<TelemetryFlush>();
    }

    private static void NameService(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_SERVICE_NAME"]))
        {
            resource.AddService(builder.Environment.ApplicationName);
        }
    }
}
