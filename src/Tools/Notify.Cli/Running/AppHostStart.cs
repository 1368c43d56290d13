using System.Diagnostics;
using System.Globalization;
using Notify.Cli.Processes;

namespace Notify.Cli.Running;

/// <summary>Starts the app host that was built, in the foreground or on its own.</summary>
internal sealed class AppHostStart(Surroundings around, bool isFresh)
{
    private const string OwnerVariable = "ASPIRE_CLI_PID"; // Aspire ends an app host when this process is gone
    private const int LogLines = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private string Program => Path.Combine(around.Repository, "artifacts", "bin", "Notify.AppHost", "release", "Notify.AppHost.dll");

    private string Log => around.State("apphost.log");

    /// <summary>Runs it in this terminal. When that is no longer wanted, it is asked to end, and waited for.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stoppingToken)
    {
        around.Say($"Starting; Ctrl+C stops everything. State folder: {around.Home}");
        stoppingToken.ThrowIfCancellationRequested();
        using var process = Prepare("dotnet").With(OwnerVariable, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).Start();
        try
        {
            await process.WaitForExitAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
        }

        return process.ExitCode;
    }

    /// <summary>Starts it so that it outlives the terminal, and waits until everything is healthy.</summary>
    /// <exception cref="FailureException">Something failed; everything was stopped again.</exception>
    public async Task<AppHost> DetachAsync(CancellationToken cancellationToken)
    {
        KeepLogPrivate();
        using var process = Prepare("setsid").With(OwnerVariable, null).LoggedTo(Log).Start();
        try
        {
            var running = await AppearsAsync(process, cancellationToken);
            around.Say($"Started the AppHost (process {running.Pid}); waiting until everything is healthy …");
            using var control = running.Connect();
            if (await control.WaitAsync(Patience, cancellationToken) is not { } fault)
                return running;

            around.Say(fault);
            throw new FailureException($"not everything became healthy, so everything was stopped. The AppHost's own output: {Log}");
        }
        catch (Exception exception) when (exception is FailureException or OperationCanceledException)
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>The log tells the dashboard's token.</summary>
    private void KeepLogPrivate()
    {
        File.WriteAllText(Log, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Log, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private Child Prepare(string starter)
    {
        Directory.CreateDirectory(around.State("plugins"));
        string[] arguments = isFresh ? [Program, "--fresh"] : [Program];
        var child = starter == "setsid"
            ? new Child(around, starter, [around.Machine.Find("dotnet") ?? "dotnet", .. arguments])
            : new Child(around, starter, arguments);
        return child.WithDefault("ASPNETCORE_ENVIRONMENT", "Development").WithDefault("DOTNET_ENVIRONMENT", "Development");
    }

    private async Task<AppHost> AppearsAsync(Process process, CancellationToken cancellationToken)
    {
        for (var start = around.Time.GetTimestamp(); around.Time.GetElapsedTime(start) < Patience; await Task.Delay(LookEvery, around.Time, cancellationToken))
        {
            if (AppHost.Find(around) is { } running)
                return running;
            if (!process.HasExited)
                continue;

            around.Say(string.Join('\n', (await File.ReadAllLinesAsync(Log, cancellationToken)).TakeLast(LogLines)));
            throw new FailureException("the AppHost ended at once; its output is above.");
        }

        throw new FailureException($"the AppHost was not there after {Patience.TotalSeconds:0} s, so it was stopped. Its output: {Log}");
    }

    private async Task EndAsync(Process process)
    {
        if (!process.HasExited && ProcessStart.Of(process.Id) is { } started)
            await ProcessEnd.OfAsync(around, process.Id, started, CancellationToken.None); // it has a limit of its own
        await process.WaitForExitAsync(CancellationToken.None);
    }
}
