namespace Notify.Cli.Installing;

/// <summary>Which programs this machine has.</summary>
/// <param name="folders">Where programs are looked for: the parts of PATH.</param>
/// <param name="root">The root of the file system; tests give another.</param>
internal sealed class Machine(IReadOnlyList<string> folders, string root = "/")
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Gets whether packages can be installed without asking sudo.</summary>
    public bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>Gets whether systemd runs the machine's services.</summary>
    public bool HasSystemd => Directory.Exists(Path.Combine(root, "run", "systemd", "system"));

    /// <summary>Gets Debian's own Python, for which its packages are.</summary>
    public string SystemPython => Path.Combine(root, "usr", "bin", "python3");

    public bool Has(string program) => Find(program) is not null;

    /// <summary>Finds a program in PATH or where Debian hides servers; null when it is nowhere.</summary>
    public string? Find(string program) => Path.IsPathRooted(program)
        ? (IsProgram(program) ? program : null)
        : folders.Concat(ServerFolders()).Select(folder => Path.Combine(folder, program)).FirstOrDefault(IsProgram);

    private IEnumerable<string> ServerFolders()
    {
        var versions = Path.Combine(root, "usr", "lib", "postgresql");
        var postgres = Directory.Exists(versions) ? Directory.EnumerateDirectories(versions).Select(static version => Path.Combine(version, "bin")) : [];
        return postgres.Append(Path.Combine(root, "usr", "sbin"));
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
