using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Notify.Benchmarks.Start;

/// <summary>An application in a process of its own, from its start until everything in it is healthy.</summary>
internal sealed class RunningAppHost : IAsyncDisposable
{
    private readonly Process process;

    private RunningAppHost(Process process, TimeSpan startTime)
    {
        this.process = process;
        StartTime = startTime;
    }

    /// <summary>Gets how long it took from the first instruction until everything was healthy.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Starts an application and waits until all of it is healthy.</summary>
    /// <param name="stateFolder">Its state folder, which is also the mark by which its processes are found.</param>
    /// <param name="arguments">What <c>dotnet</c> is to run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RunningAppHost> StartAsync(string stateFolder, string[] arguments, CancellationToken cancellationToken)
    {
        var file = Path.Combine(stateFolder, "apphost.json");
        File.Delete(file);
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "--DcpPublisher:RandomizePorts=true"])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_HOME"] = stateFolder, ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = null },
        })!; // null only with UseShellExecute
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(file))
        {
            await pace.WaitForNextTickAsync(cancellationToken);
        }

        using var where = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        using var client = new HttpClient { BaseAddress = new Uri(where.RootElement.GetProperty("control").GetString()!), Timeout = TimeSpan.FromMinutes(3) }; // always there
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", where.RootElement.GetProperty("token").GetString());
        using var answer = await client.GetAsync("/wait?seconds=120", cancellationToken);
        var startTime = Stopwatch.GetElapsedTime(started);
        return answer.IsSuccessStatusCode
            ? new(process, startTime)
            : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Ends it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
