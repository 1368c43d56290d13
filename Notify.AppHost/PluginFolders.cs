namespace Notify.AppHost;

/// <summary>Where channel plugins are: the built ones, and the folder people drop more into.</summary>
internal static class PluginFolders
{
    public static string Paths(string appHostDirectory)
    {
        var repository = Path.GetFullPath("..", appHostDirectory);
        var home = Environment.GetEnvironmentVariable("NOTIFY_HOME") is { Length: > 0 } given ? given : Path.Combine(repository, ".notify");
        var dropIn = Directory.CreateDirectory(Path.Combine(home, "plugins")).FullName;
        return $"{Path.Combine(repository, "artifacts", "plugins")};{dropIn}";
    }
}
