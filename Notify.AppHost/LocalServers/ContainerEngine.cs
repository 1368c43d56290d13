using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace Notify.AppHost.LocalServers;

/// <summary>Asks whether containers can be run on this machine.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Finds the program of an engine that answers, the configured one or a well-known one; null when none does.</summary>
    public static string? Find(IConfiguration configuration)
    {
        string[] candidates = configuration["ASPIRE_CONTAINER_RUNTIME"] is { Length: > 0 } wanted ? [wanted] : ["docker", "podman"];
        return candidates.FirstOrDefault(Answers);
    }

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
