using System.Diagnostics;

namespace Notify.LocalHosting.Processes;

/// <summary>A started process: its output, its end, and how to end it.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    /// <summary>How long a process may take to end by itself.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(6);
    private readonly Process process;
    private readonly ProcessPlan plan;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource<int> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task output;

    private RunningProcess(Process process, ProcessPlan plan, Action<string, bool> onLine, TimeProvider time)
    {
        this.process = process;
        this.plan = plan;
        this.time = time;
        Identity = ProcessIdentity.Find(process.Id) ?? new(process.Id, "");
        process.StandardInput.Close();
        output = Task.WhenAll(
            CopyAsync(process.StandardOutput, line => onLine(line, false)),
            CopyAsync(process.StandardError, line => onLine(line, true)));
        process.Exited += (_, _) => exit.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true;
    }

    public ProcessIdentity Identity { get; }

    public static async Task<RunningProcess> StartAsync(ProcessPlan plan, Action<string, bool> onLine, TimeProvider time)
    {
        try
        {
            return new(await ProcessSpawner.StartAsync(plan), plan, onLine, time);
        }
        catch (System.ComponentModel.Win32Exception ex)
        {
            throw new DistributedApplicationException(
                $"Could not start '{plan.FileName}' in '{plan.WorkingDirectory}': {ex.Message} Is it installed, and on the PATH?", ex);
        }
    }

    /// <summary>Waits for the end and for the last lines written before it.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        var code = await exit.Task.WaitAsync(cancellationToken);
        try
        {
            await output.WaitAsync(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // something it started still holds the pipe; its last lines are not worth waiting for
        }

        return code;
    }

    /// <summary>Asks the process to end, and after six seconds makes it, with everything it started.</summary>
    public async Task<int> StopAsync()
    {
        var tree = ProcessTree.Of(Identity);
        if (!exit.Task.IsCompleted)
        {
            Signals.Send(process.Id, plan.StopSignal);
        }

        try
        {
            await exit.Task.WaitAsync(GracePeriod, time);
        }
        catch (TimeoutException)
        {
            ProcessTree.Kill([Identity]);
        }

        var code = await WaitForExitAsync(CancellationToken.None);
        ProcessTree.Kill(tree.Concat(ProcessTree.Of(Identity)));
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private static async Task CopyAsync(StreamReader reader, Action<string> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                onLine(line);
            }
        }
        catch (Exception ex) when (ex is IOException or ObjectDisposedException)
        {
            // the pipe went with the process
        }
    }
}
