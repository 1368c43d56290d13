using Microsoft.AspNetCore.Hosting;
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
    private const string HostingSwitch = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData"; // off: server spans carry their tags

    private static readonly string[] Sources = ["Notify.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "RabbitMQ.Client.*"];

    private static readonly string[] Meters =
    [
        "Notify.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing",
        "System.Net.Http", "System.Runtime", "Npgsql",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        AppContext.SetSwitch(HostingSwitch, false);
        builder.Logging.AddOpenTelemetry(static logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        new ServiceTelemetryBuilder(builder.Services)
            .ConfigureResource(resource => NameService(resource, builder))
            .WithTracing(static traces => traces.AddSource(Sources))
            .WithMetrics(static metrics => metrics.AddMeter(Meters))
            .UseOtlpExporter();
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryStarter>()); // before anything that is worth a span
        builder.Services.AddSingleton<IStartupFilter, ServerSpanFilter>();
    }

    private static void NameService(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_SERVICE_NAME"]))
        {
            resource.AddService(builder.Environment.ApplicationName);
        }
    }

    private sealed class ServiceTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }
}
