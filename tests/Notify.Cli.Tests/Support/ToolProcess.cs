using System.Diagnostics;

namespace Notify.Cli.Tests.Support;

/// <summary>The tool as a process of its own, the leader of a process group as in a terminal.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly string RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!; // a file has a folder

    private readonly Process _process;

    private ToolProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ToolProcess Start(Desk desk, params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", "..", "dotnet"));
        string[] all = [dotnet, typeof(CommandIndex).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo("setsid", all) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in desk.Around.Variables)
            start.Environment[name] = value;
        start.Environment[Surroundings.RepositoryVariable] = desk.Around.Repository;
        return new(Process.Start(start)!); // it starts a process anew
    }

    /// <summary>Sends a signal as a shell does: <paramref name="target"/> is a process, or a group when it is negative.</summary>
    public static async Task SignalAsync(string signal, int target)
    {
        using var kill = Process.Start("/bin/bash", ["-c", $"kill -{signal} -- {target}"]);
        await kill.WaitForExitAsync(TestLimits.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestLimits.Token);
        return _process.ExitCode;
    }

    public Task<string> ErrorsAsync() => _process.StandardError.ReadToEndAsync(TestLimits.Token);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
