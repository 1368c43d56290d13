using System.Diagnostics;

namespace Notify.Cli.Processes;

/// <summary>Starts other programs, from the repository's root and with the environment of the surroundings.</summary>
internal sealed class Child
{
    private readonly Surroundings _around;
    private readonly ProcessStartInfo _start;

    public Child(Surroundings around, string program, params IEnumerable<string> arguments)
    {
        _around = around;
        var path = around.Machine.Find(program) ?? throw new FailureException($"'{program}' is missing on this machine.");
        _start = new(path, arguments) { WorkingDirectory = around.Repository };
        _start.Environment.Clear();
        foreach (var (name, value) in around.Variables)
            _start.Environment[name] = value;
    }

    /// <summary>Sets a variable; null takes it away.</summary>
    public Child With(string name, string? value)
    {
        if (value is null)
            _start.Environment.Remove(name);
        else
            _start.Environment[name] = value;
        return this;
    }

    /// <summary>Sets a variable unless the environment has it.</summary>
    public Child WithDefault(string name, string value) => _around.Variables.ContainsKey(name) ? this : With(name, value);

    /// <summary>Sends the output to a file instead of the terminal. A file and no pipe, which a grandchild could hold open for ever.</summary>
    public Child LoggedTo(string file, bool append = false)
    {
        string[] command = ["-c", append ? "exec \"$@\" >>\"$0\" 2>&1 </dev/null" : "exec \"$@\" >\"$0\" 2>&1 </dev/null", file, _start.FileName, .. _start.ArgumentList];
        _start.FileName = "/bin/sh";
        _start.ArgumentList.Clear();
        foreach (var argument in command)
            _start.ArgumentList.Add(argument);
        return this;
    }

    public Process Start() => Process.Start(_start) ?? throw new FailureException($"'{_start.FileName}' does not start.");

    /// <summary>Runs to the end, and gives the exit code. When it is no longer wanted, it and all it has started are killed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return process.ExitCode;
    }
}
