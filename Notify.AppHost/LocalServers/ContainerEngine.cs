using System.ComponentModel;
using System.Diagnostics;

namespace Notify.AppHost.LocalServers;

/// <summary>Asks whether containers can be run on this machine.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Lazy<string?> Answering = new(static () => Candidates().FirstOrDefault(Answers));

    /// <summary>Gets the program of the engine that answers; null when none does.</summary>
    public static string? Program => Answering.Value;

    private static string[] Candidates() =>
        (Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") ?? Environment.GetEnvironmentVariable("DOTNET_ASPIRE_CONTAINER_RUNTIME")) is { Length: > 0 } wanted
            ? [wanted]
            : ["docker", "podman"];

    private static bool Answers(string program)
    {
        try
        {
            using var process = new Process
            {
                StartInfo = new(program, ["version", "--format", "{{.Server.Version}}"]) { RedirectStandardOutput = true, RedirectStandardError = true },
            };
            process.Start();
            if (process.WaitForExit(Patience))
            {
                return process.ExitCode == 0;
            }

            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }
}
