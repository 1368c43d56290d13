using System.Globalization;

namespace Notify.Benchmarks.Start;

/// <summary>What the processes of one application take, by part: memory by its share (PSS), and processor time since they started.</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100; // of /proc, on every Linux that .NET runs on

    /// <summary>Reads every process that was started with a state folder, and all below it.</summary>
    public static Dictionary<string, (double Megabytes, double CpuSeconds)> Of(string stateFolder)
    {
        var all = Directory.EnumerateDirectories("/proc").Where(static path => char.IsAsciiDigit(Path.GetFileName(path)[0])).Select(Read).OfType<Entry>().ToList();
        var found = all.Where(entry => entry.Environment.Contains($"NOTIFY_HOME={stateFolder}")).Select(static entry => entry.Id).ToHashSet();
        while (all.Where(entry => found.Contains(entry.Parent) && !found.Contains(entry.Id)).Select(static entry => entry.Id).ToList() is { Count: > 0 } children)
        {
            found.UnionWith(children); // PostgreSQL's helpers overwrite their environment with their names
        }

        return all.Where(entry => found.Contains(entry.Id)).GroupBy(PartOf)
            .ToDictionary(static part => part.Key, static part => (part.Sum(static entry => entry.Megabytes), part.Sum(static entry => entry.CpuSeconds)));
    }

    private static string PartOf(Entry entry) =>
        entry.CommandLine.Contains("Notify.AppHost.dll", StringComparison.Ordinal) || entry.CommandLine.Contains(EmptyAppHost.Command, StringComparison.Ordinal) ? "app host"
        : entry.CommandLine.Contains("Notify.Gateway", StringComparison.Ordinal) ? "gateway"
        : entry.CommandLine.Contains("Notify.Dispatcher", StringComparison.Ordinal) ? "dispatcher"
        : entry.CommandLine.Contains("Notify.Mailbox", StringComparison.Ordinal) ? "mailbox"
        : entry.CommandLine.Contains("Aspire.Dashboard", StringComparison.Ordinal) ? "dashboard"
        : entry.Name == "dcp" ? "dcp"
        : entry.CommandLine.Contains("postgres", StringComparison.Ordinal) ? "postgres"
        : entry.CommandLine.Contains("redis", StringComparison.Ordinal) ? "redis"
        : "rabbitmq";

    private static Entry? Read(string path)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(path, "stat"));
            var end = stat.LastIndexOf(')');
            var fields = stat[(end + 2)..].Split(' ');
            var share = File.ReadLines(Path.Combine(path, "smaps_rollup")).First(static line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return new(
                int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end],
                File.ReadAllText(Path.Combine(path, "cmdline")).Replace('\0', ' '),
                File.ReadAllText(Path.Combine(path, "environ")).Split('\0'),
                double.Parse(share.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024,
                (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null; // ended meanwhile, or a kernel thread
        }
    }

    private sealed record Entry(int Id, int Parent, string Name, string CommandLine, string[] Environment, double Megabytes, double CpuSeconds);
}
