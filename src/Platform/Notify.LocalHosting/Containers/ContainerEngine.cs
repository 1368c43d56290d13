using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Notify.LocalHosting.Model;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;

namespace Notify.LocalHosting.Containers;

/// <summary>
/// The container engine of this machine, if one answers. A container runs as the child <c>docker run</c>, which passes the stop
/// signal on; so it is supervised like any other process.
/// </summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);
    private static readonly Lazy<Task<string?>> Answering = new(FindAsync);

    /// <summary>Finds the engine's command: <c>docker</c> or <c>podman</c>; null when none answers within two seconds.</summary>
    public static Task<string?> TryFindAsync() => Answering.Value;

    /// <summary>Describes the process that runs a container.</summary>
    public static ProcessPlan Run(
        string engine, IResource resource, string image, int port, string dataFolder, LaunchContext context,
        IReadOnlyDictionary<string, string> secrets, params string[] command)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.State.Root)))[..10];
        var name = $"notify-{id}-{resource.Name}";
        var endpoint = resource.All<EndpointAnnotation>().First().Allocation.Task.Result; // ports are given before anything starts
        List<string> arguments = ["run", "--rm", "--name", name, "-p", $"127.0.0.1:{endpoint}:{port}"];
        if (resource.Last<DataVolumeAnnotation>() is not null)
        {
            arguments.AddRange(["-v", $"{name}-data:{dataFolder}"]);
        }

        foreach (var variable in secrets.Keys)
        {
            arguments.AddRange(["-e", variable]); // the value comes from the environment, so no process list shows it
        }

        return new ProcessPlan
        {
            FileName = engine,
            Arguments = [.. arguments, image, .. command],
            WorkingDirectory = context.State.Root,
            Environment = secrets,
        };
    }

    private static async Task<string?> FindAsync()
    {
        var wanted = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME");
        foreach (var name in wanted is { Length: > 0 } ? [wanted] : new[] { "docker", "podman" })
        {
            if (Programs.TryFind(name) is { } program && await AnswersAsync(program))
            {
                return program;
            }
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["version", "--format", "{{.Server.Version}}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        if (process is null)
        {
            return false;
        }

        try
        {
            await process.WaitForExitAsync().WaitAsync(AnswerTime);
            return process.ExitCode == 0;
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }
}
