using Notify.LocalHosting.Processes;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Running;

/// <summary>The processes of one run of a resource: helpers first, the server itself last.</summary>
internal sealed class RunningProcesses(SessionFile session, string resource) : IAsyncDisposable
{
    private readonly List<RunningProcess> started = [];

    public RunningProcess? Main => started.LastOrDefault();

    public async Task StartAsync(ProcessPlan plan, Action<string, bool> onLine, TimeProvider time)
    {
        var process = await RunningProcess.StartAsync(plan, onLine, time);
        started.Add(process);
        session.Add(process.Identity, resource);
    }

    /// <summary>Stops the server, then its helpers.</summary>
    /// <returns>The server's exit code, or null when there is none.</returns>
    public async Task<int?> StopAsync()
    {
        int? code = null;
        foreach (var process in Enumerable.Reverse(started))
        {
            var ended = await process.StopAsync();
            code ??= ended;
        }

        return code;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(started))
        {
            await process.DisposeAsync();
            session.Remove(process.Identity);
        }
    }
}
