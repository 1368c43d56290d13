using Microsoft.Extensions.Configuration;
using Notify.LocalHosting.Health;
using Notify.LocalHosting.Model;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.State;
using Notify.LocalHosting.Waiting;

namespace Notify.LocalHosting.Running;

/// <summary>Takes one resource through its states: waiting, starting, running, ended; and back again when told to.</summary>
internal sealed partial class ResourceRunner(
    IResource resource,
    LaunchAnnotation launch,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    DependencyGate gate,
    HealthMonitor health,
    PortAllocator ports,
    StateDirectory state,
    SessionFile session,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<ResourceRunner> logger) : IDisposable
{
    public const string AutomaticRestartKey = "AppHost:AutomaticRestart";
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim commands = new(1, 1);
    private readonly bool restarts = configuration.GetValue<bool>(AutomaticRestartKey);
    private CancellationTokenSource stopping = new();
    private Task run = Task.CompletedTask;

    public IResource Resource { get; } = resource;

    public bool HasProcess => Resource is not IResourceWithParent;

    public bool IsActive => !run.IsCompleted;

    private bool HasEnded => notifications.TryGetCurrentState(Resource.Name, out var change) && ResourceNotificationService.IsTerminal(change);

    public Task AnnounceAsync() => PublishAsync(s => s with
    {
        ResourceType = launch.ResourceType,
        State = KnownResourceStates.NotStarted,
        Urls = [.. Resource.All<EndpointAnnotation>().Select(Describe)],
    });

    public Task StartUnlessExplicitAsync() => Resource.Last<ExplicitStartAnnotation>() is null ? StartAsync() : Task.CompletedTask;

    public async Task StartAsync()
    {
        await commands.WaitAsync();
        try
        {
            if (IsActive && HasEnded)
            {
                await stopping.CancelAsync(); // it may be waiting to start again by itself
                await run;
            }

            if (!IsActive)
            {
                stopping.Dispose();
                stopping = new();
                await PublishAsync(static s => s with
                {
                    State = KnownResourceStates.Starting,
                    ExitCode = null,
                    Reason = null,
                    IsReady = false,
                    HealthStatus = null,
                });
                run = Task.Run(() => RunAsync(stopping.Token));
            }
        }
        finally
        {
            commands.Release();
        }
    }

    public async Task StopAsync()
    {
        await commands.WaitAsync();
        try
        {
            if (IsActive)
            {
                await PublishAsync(static s => s with { State = KnownResourceStates.Stopping, IsReady = false, HealthStatus = null });
                await stopping.CancelAsync();
                await run;
            }
        }
        finally
        {
            commands.Release();
        }
    }

    public void Dispose()
    {
        commands.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var backOff = TimeSpan.FromSeconds(1);
        while (true)
        {
            var started = time.GetTimestamp();
            try
            {
                await WaitAsync(stoppingToken);
                if (await RunOnceAsync(stoppingToken) is not { } code)
                {
                    continue; // what it lives in has gone; it comes back with it
                }

                await EndedAsync(code);
                if (code == 0 || !restarts)
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                await PublishAsync(static s => s with { State = KnownResourceStates.Exited, ProcessId = null, IsReady = false, HealthStatus = null });
                return;
            }
            catch (Exception ex)
            {
                await FailedAsync(ex);
                return;
            }

            backOff = time.GetElapsedTime(started) > LongestBackOff ? TimeSpan.FromSeconds(1) : backOff;
            LogRestarting(Resource.Name, backOff);
            if (await StoppedWithinAsync(backOff, stoppingToken))
            {
                return;
            }

            backOff = TimeSpan.FromTicks(Math.Min(backOff.Ticks * 2, LongestBackOff.Ticks));
            await PublishAsync(static s => s with { State = KnownResourceStates.Starting });
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (Resource is IResourceWithParent || Resource.Last<WaitAnnotation>() is not null)
        {
            await PublishAsync(static s => s with { State = KnownResourceStates.Waiting, IsReady = false, HealthStatus = null });
        }

        await gate.WaitAsync(Resource, stoppingToken);
        if (Resource is IResourceWithParent child)
        {
            await notifications.WaitForResourceAsync(child.Parent.Name, static e => e.Snapshot.IsReady, stoppingToken);
        }
    }

    /// <summary>Runs the resource until it ends.</summary>
    /// <returns>Its exit code, or null when it has no process and what it lives in has ended.</returns>
    private async Task<int?> RunOnceAsync(CancellationToken stoppingToken)
    {
        await PublishAsync(static s => s with { State = KnownResourceStates.Starting });
        var variables = await ResourceEnvironment.CollectAsync(Resource, stoppingToken);
        var context = new LaunchContext(state, ports, variables, ResourceEnvironment.Arguments(Resource), Log);
        var plans = await launch.PrepareAsync(context, stoppingToken);
        if (plans.Count > 0)
        {
            PortAllocator.EnsureFree(Resource);
        }

        await using var processes = new RunningProcesses(session, Resource.Name);
        foreach (var plan in plans)
        {
            await processes.StartAsync(plan, (line, isError) => loggers.Append(Resource.Name, line, isError), time);
        }

        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Running,
            ProcessId = processes.Main?.Identity.Id,
            StartTimeStamp = time.GetUtcNow().UtcDateTime,
            ExitCode = null,
            Reason = null,
            EnvironmentVariables = [.. variables.OrderBy(static v => v.Key).Select(static v => new EnvironmentVariableSnapshot(v.Key, v.Value, true))],
        });

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var watching = health.WatchAsync(Resource, ended.Token);
        try
        {
            if (processes.Main is { } main)
            {
                return await main.WaitForExitAsync(stoppingToken);
            }

            await notifications.WaitForResourceAsync(
                Resource is IResourceWithParent child ? child.Parent.Name : Resource.Name,
                e => Resource is IResourceWithParent && !e.Snapshot.IsReady,
                stoppingToken);
            return null;
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
            if (stoppingToken.IsCancellationRequested && await processes.StopAsync() is { } code)
            {
                await PublishAsync(s => s with { ExitCode = code });
            }
        }
    }

    private async Task EndedAsync(int code)
    {
        var reason = code == 0 ? null : $"'{Resource.Name}' ended with exit code {code}{SignalName(code)}. Its console says why; './notify logs {Resource.Name}' shows it.";
        await PublishAsync(s => s with
        {
            State = code == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited,
            ExitCode = code,
            ProcessId = null,
            IsReady = false,
            HealthStatus = null,
            Reason = reason,
        });
        if (reason is not null)
        {
            LogFailed(reason, Tail());
        }
    }

    private async Task FailedAsync(Exception ex)
    {
        var reason = ex is DistributedApplicationException ? ex.Message : $"'{Resource.Name}' could not be started: {ex}";
        Log(reason);
        await PublishAsync(s => s with { State = KnownResourceStates.FailedToStart, ProcessId = null, IsReady = false, HealthStatus = null, Reason = reason });
        LogFailed(reason, Tail());
    }

    private async Task<bool> StoppedWithinAsync(TimeSpan delay, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(delay, time, stoppingToken);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(Resource, change);

    private void Log(string line) => loggers.Append(Resource.Name, line, isError: false);

    private string Tail() => string.Concat(loggers.LastLines(Resource.Name, 20).Select(static line => "\n  " + line));

    private static string SignalName(int code) => code switch
    {
        128 + Signals.Kill => " (killed)",
        128 + Signals.Terminate => " (terminated)",
        _ => "",
    };

    private UrlSnapshot Describe(EndpointAnnotation endpoint) =>
        new(endpoint.Name, new EndpointReference((IResourceWithEndpoints)Resource, endpoint.Name).Url, !endpoint.IsExternal);

    [LoggerMessage(1010, LogLevel.Error, "{Reason}{LastLines}")]
    private partial void LogFailed(string reason, string lastLines);

    [LoggerMessage(1011, LogLevel.Information, "Starting '{Resource}' again in {BackOff}.")]
    private partial void LogRestarting(string resource, TimeSpan backOff);
}
