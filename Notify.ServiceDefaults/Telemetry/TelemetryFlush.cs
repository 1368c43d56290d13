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
        OnOwnThread(() => services.GetService<TracerProvider>()?.Shutdown(LimitMilliseconds)),
        OnOwnThread(() => services.GetService<MeterProvider>()?.Shutdown(LimitMilliseconds)),
        OnOwnThread(() => services.GetService<LoggerProvider>()?.Shutdown(LimitMilliseconds))));

    public Task StoppedAsync(CancellationToken cancellationToken) => flush.Value;

    /// <summary>The three block while they wait. On threads of the pool, of which there may be two, they would wait for answers that no thread is left to read.</summary>
    private static Task OnOwnThread(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
