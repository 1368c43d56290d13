using System.Runtime.InteropServices;

namespace Notify.Cli.Processes;

/// <summary>Signals to other processes.</summary>
internal static partial class Signals
{
    /// <summary>Asks a process to end; it may be gone already.</summary>
    public static void Terminate(int processId) => _ = Send(processId, 15);

    /// <summary>Ends a process without asking; it may be gone already.</summary>
    public static void Kill(int processId) => _ = Send(processId, 9);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Send(int processId, int signal);
}
