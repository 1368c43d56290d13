namespace Notify.LocalHosting.Processes;

/// <summary>A process with everything it started, even what has lost its parent but is still in its session.</summary>
internal static class ProcessTree
{
    public static IReadOnlyList<ProcessIdentity> Of(ProcessIdentity root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [root];
        }

        var all = ProcStat.ReadAll().ToList();
        var members = new HashSet<int> { root.Id };
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(all.Where(p => members.Contains(p.ParentId) || p.SessionId == root.Id).Select(static p => p.Id));
        }
        while (members.Count > before);
        return [.. members.Select(ProcessIdentity.Find).OfType<ProcessIdentity>()];
    }

    /// <summary>Finds the processes that work in a folder, such as the backends a killed database server leaves behind.</summary>
    public static IReadOnlyList<ProcessIdentity> WorkingIn(string folder) => !OperatingSystem.IsLinux()
        ? []
        : [.. ProcStat.ReadAll().Where(p => WorkingFolder(p.Id) == folder).Select(static p => ProcessIdentity.Find(p.Id)).OfType<ProcessIdentity>()];

    public static void Kill(IEnumerable<ProcessIdentity> processes)
    {
        foreach (var process in processes.Where(static p => p.IsAlive()))
        {
            Signals.Send(process.Id, Signals.Kill);
        }
    }

    private static string? WorkingFolder(int id)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{id}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
