using System.Globalization;

namespace Notify.AppHost.Tests.Support;

/// <summary>A process of this machine, known by its id and its start, so that a reused id is not mistaken for it.</summary>
internal sealed record KnownProcess(int Id, string Start, string Command)
{
    public bool IsAlive => ProcessTable.Find(Id) is { State: not 'Z' } now && now.Start == Start;
}

/// <summary>What <c>/proc</c> says.</summary>
internal static class ProcessTable
{
    /// <summary>Everything that was started with an environment variable, and all below it.</summary>
    public static IReadOnlyList<KnownProcess> StartedWith(string variable)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? Find(id) : null)
            .OfType<Entry>().ToList();
        var found = all.Where(entry => Environment(entry.Id).Contains(variable)).Select(static entry => entry.Id).ToHashSet();
        while (all.Where(entry => found.Contains(entry.Parent) && !found.Contains(entry.Id)).Select(static entry => entry.Id).ToList() is { Count: > 0 } children)
        {
            found.UnionWith(children); // PostgreSQL's helpers overwrite their environment with their names
        }

        return [.. all.Where(entry => found.Contains(entry.Id)).Select(static entry => new KnownProcess(entry.Id, entry.Start, entry.Command))];
    }

    public static Entry? Find(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var end = stat.LastIndexOf(')');
            var fields = stat[(end + 2)..].Split(' ');
            return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0][0], fields[19], stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Environment(int id)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/environ")).Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    internal sealed record Entry(int Id, int Parent, char State, string Start, string Command);
}
