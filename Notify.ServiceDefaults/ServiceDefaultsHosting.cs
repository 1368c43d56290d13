using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Notify.ServiceDefaults.Health;
using Notify.ServiceDefaults.Telemetry;

namespace Notify.ServiceDefaults;

/// <summary>What every service has: settings from secret files, telemetry, logs, health, service discovery, careful HTTP clients, and time to finish when stopped.</summary>
public static class ServiceDefaultsHosting
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4); // for requests under way; with what follows a process ends within six

    /// <summary>Adds the defaults. Call it first.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddSecretFiles();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddHealthChecks();
        builder.AddLogs();
        builder.AddTelemetry();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(static client =>
        {
            // A POST may have had its effect although its answer was lost: only reads are repeated.
            client.AddStandardResilienceHandler(static resilience => resilience.Retry.DisableForUnsafeHttpMethods());
            client.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (each dependency by name), both without credentials.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapHealth();
        return app;
    }
}
