namespace Notify.Cli.Tests.Support;

/// <summary>A folder of programs that is all a machine has: nothing outside of it is ever run by name.</summary>
internal sealed class FakePrograms(string folder)
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] Places = ["/usr/bin", "/bin"];

    public string Folder => folder;

    public string Calls => Path.Combine(folder, "calls");

    /// <summary>Adds programs that do nothing.</summary>
    public FakePrograms Add(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Add(name, "exit 0");
        return this;
    }

    /// <summary>Adds a program that is a script of bash.</summary>
    public FakePrograms Add(string name, string script)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, Executable);
        return this;
    }

    /// <summary>Adds a program that writes down how it was called, and then runs a script.</summary>
    public FakePrograms AddNoting(string name, string script = "exit 0") => Add(name, $"echo \"{name} $*\" >>'{Calls}'\n{script}");

    /// <summary>Lets the machine's own program be found.</summary>
    public FakePrograms Link(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            File.CreateSymbolicLink(Path.Combine(folder, name), Places.Select(place => Path.Combine(place, name)).First(File.Exists));
        return this;
    }

    public Task<string[]> CallsAsync() => File.Exists(Calls) ? File.ReadAllLinesAsync(Calls, TestLimits.Token) : Task.FromResult(Array.Empty<string>());
}
