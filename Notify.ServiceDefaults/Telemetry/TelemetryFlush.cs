using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Notify.ServiceDefaults.Telemetry;

/// <summary>
/// Sends what is left when everything else has stopped, all three signals at once and for a second only. Left to be disposed of, the providers wait
/// for a collector that does not answer one after the other, 15 s in all.
/// </summary>
internal sealed class TelemetryFlush(IServiceProvider services) : IHostedLifecycleService
{
    private const int LimitMilliseconds = 1_000;

    // Once: whoever stops a host a second time waits for the first, since a provider that is disposed of during its shutdown throws.
    private readonly Lazy<Task> flush = new(() => Task.WhenAll(
        Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(LimitMilliseconds)),
        Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(LimitMilliseconds)),
        Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(LimitMilliseconds))));

    public Task StoppedAsync(CancellationToken cancellationToken) => flush.Value;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
