namespace Notify.Architecture.Tests.Projects;

/// <summary>Which project may reference which: arrows point down, and a module shows one face.</summary>
internal static class EdgeRules
{
    private const string ServiceDefaults = "Notify.ServiceDefaults";
    private const string Mailbox = "Notify.Mailbox"; // a process as well as a library: it logs, traces and tells its health as the services do

    /// <summary>Finds the edges that must not be.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyList<Project> projects)
    {
        var byName = projects.ToDictionary(static project => project.Name, StringComparer.Ordinal);
        return
        [
            .. from project in projects
               from reference in project.References
               where !byName.TryGetValue(reference, out var target) || !IsAllowed(project, target)
               select $"{project.Name} -> {reference}",
        ];
    }

    /// <summary>Finds circles: each is told by the project it was found from.</summary>
    public static IReadOnlyList<string> Circles(IReadOnlyList<Project> projects)
    {
        var byName = projects.ToDictionary(static project => project.Name, StringComparer.Ordinal);
        return [.. projects.Where(project => Reachable(project, byName).Contains(project.Name)).Select(static project => project.Name)];
    }

    private static bool IsAllowed(Project from, Project to) =>
        from.StandsIn("src/Sdk") ? to.StandsIn("src/Sdk")
        : from.StandsIn("plugins") ? to.Name == "Notify.Channels.Sdk"
        : from.StandsIn("src/Platform") ? to.StandsIn("src/Platform") || to.StandsIn("src/Sdk") || (from.Name == Mailbox && to.Name == ServiceDefaults)
        : from.IsContracts ? to.IsContracts || to.Name == "Notify.Primitives" || to.StandsIn("src/Sdk")
        : from.IsModule ? to.IsContracts || to.StandsIn("src/Platform") || to.StandsIn("src/Sdk")
        : from.StandsIn("src/Services") ? to.Name == ServiceDefaults || (to.StandsIn("src") && !to.StandsIn("src/Services"))
        : from.StandsIn("src/Tools") ? to.StandsIn("src/Platform") || to.StandsIn("src/Sdk")
        : from.Name != ServiceDefaults; // the app model and the tests may see everything

    private static HashSet<string> Reachable(Project start, Dictionary<string, Project> byName)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(start.References);
        while (open.TryPop(out var name))
        {
            if (seen.Add(name) && byName.TryGetValue(name, out var project))
            {
                foreach (var reference in project.References)
                {
                    open.Push(reference);
                }
            }
        }

        return seen;
    }
}
