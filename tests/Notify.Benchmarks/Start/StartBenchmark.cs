using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.Start;

/// <summary>
/// How long it takes until everything is healthy, against an application of nothing but the same servers; and what the parts take at rest.
/// </summary>
internal static class StartBenchmark
{
    private const int Rounds = 3;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20); // what a start leaves to do is done by then
    private static readonly TimeSpan Resting = TimeSpan.FromSeconds(30);
    private static readonly string[] Own = ["gateway", "dispatcher", "mailbox"];
    private static readonly string[] Tools = ["app host", "dcp", "dashboard"];

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        var (notifyFolder, emptyFolder) = (Directory.CreateTempSubdirectory("notify-bench-start-"), Directory.CreateTempSubdirectory("notify-bench-empty-"));
        try
        {
            string[] notify = [NotifySystem.Program("Notify.AppHost")];
            string[] empty = [NotifySystem.Program("Notify.Benchmarks"), EmptyAppHost.Command, emptyFolder.FullName];
            var (notifyTimes, emptyTimes) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var times = (Notify: await MeasureAsync(notifyFolder, notify, cancellationToken), Empty: await MeasureAsync(emptyFolder, empty, cancellationToken));
                if (round > 0) // the first makes the data
                {
                    notifyTimes.Add(times.Notify);
                    emptyTimes.Add(times.Empty);
                }
            }

            report.Add("empty app host with the same servers", Median(emptyTimes), "s");
            report.Add("notify, start to healthy", Median(notifyTimes), "s", "empty", Median(emptyTimes));
            await RestAsync(notifyFolder.FullName, notify, report, cancellationToken);
        }
        finally
        {
            notifyFolder.Delete(recursive: true);
            emptyFolder.Delete(recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(DirectoryInfo folder, string[] arguments, CancellationToken cancellationToken)
    {
        await using var running = await RunningAppHost.StartAsync(folder.FullName, arguments, cancellationToken);
        return running.StartTime.TotalSeconds;
    }

    private static async Task RestAsync(string folder, string[] arguments, Report report, CancellationToken cancellationToken)
    {
        await using var running = await RunningAppHost.StartAsync(folder, arguments, cancellationToken);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var before = ProcessFigures.Of(folder);
        await Task.Delay(Resting, TimeProvider.System, cancellationToken);
        var after = ProcessFigures.Of(folder);
        foreach (var (part, (megabytes, _)) in after.OrderByDescending(static part => part.Value.Megabytes))
        {
            report.Add($"memory at rest: {part}", megabytes, "MB PSS");
        }

        report.Add("memory at rest: all", after.Values.Sum(static part => part.Megabytes), "MB PSS");
        foreach (var (name, parts) in new[] { ("notify's own processes", Own), ("app host, DCP and dashboard", Tools), ("servers", after.Keys.Except(Own).Except(Tools).ToArray()) })
        {
            var seconds = parts.Sum(part => after.GetValueOrDefault(part).CpuSeconds - before.GetValueOrDefault(part).CpuSeconds);
            report.Add($"idle: {name}", seconds / Resting.TotalSeconds * 100, "% of a core");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
