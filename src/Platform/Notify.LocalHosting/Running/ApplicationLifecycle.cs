using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Running;

/// <summary>Starts everything with the host and stops everything with it.</summary>
internal sealed partial class ApplicationLifecycle(
    ResourceRunners runners,
    DistributedApplicationModel model,
    PortAllocator ports,
    StateDirectory state,
    SessionFile session,
    IConfiguration configuration,
    ILogger<DistributedApplication> logger) : IHostedService
{
    private bool isOpen;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogStarting();
        session.Open();
        isOpen = true;
        if (configuration.GetValue<bool>("fresh"))
        {
            state.DropData();
        }

        foreach (var resource in model.Resources)
        {
            ports.Allocate(resource);
        }

        foreach (var runner in runners.All.Values)
        {
            await runner.AnnounceAsync();
        }

        foreach (var runner in runners.All.Values)
        {
            await runner.StartUnlessExplicitAsync();
        }

        LogStarted();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!isOpen)
        {
            return;
        }

        isOpen = false;
        await runners.StopAllAsync();
        session.Close();
    }

    [LoggerMessage(1020, LogLevel.Information, "Distributed application starting.")]
    private partial void LogStarting();

    [LoggerMessage(1021, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    private partial void LogStarted();
}
