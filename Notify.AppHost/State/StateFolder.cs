namespace Notify.AppHost.State;

/// <summary>The folder that holds what one running system keeps: data, secrets, dropped-in plugins, and where it can be reached.</summary>
internal sealed class StateFolder
{
    public const string ConfigurationKey = "AppHost:StateDirectory";
    private const string HomeVariable = "NOTIFY_HOME";
    private readonly string repository;

    private StateFolder(string root, string repository)
    {
        Root = root;
        this.repository = repository;
    }

    /// <summary>Gets the full path.</summary>
    public string Root { get; }

    /// <summary>Gets the file that says how the running system is reached.</summary>
    public string AppHostFile => Path.Combine(Root, "apphost.json");

    /// <summary>Gets the folder of all servers' data.</summary>
    public string DataRoot => Path.Combine(Root, "data");

    /// <summary>Gets the file with generated passwords and keys.</summary>
    public string SecretsFile => Path.Combine(Root, "secrets.json");

    /// <summary>Gets where channel plugins are: the built ones, and the folder people drop more into; separated by <c>;</c>.</summary>
    public string PluginPaths => $"{Path.Combine(repository, "artifacts", "plugins")};{Path.Combine(Root, "plugins")}";

    /// <summary>Finds the folder: the configuration's, else the environment's, else <c>.notify</c> in the repository.</summary>
    public static StateFolder Find(IDistributedApplicationBuilder builder)
    {
        var repository = Path.GetFullPath("..", builder.AppHostDirectory);
        var root = builder.Configuration[ConfigurationKey] is { Length: > 0 } configured ? configured
            : Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home ? home
            : Path.Combine(repository, ".notify");
        return new(Path.GetFullPath(root), repository);
    }

    /// <summary>Gets the folder of a server's data.</summary>
    public string DataOf(string server) => Path.Combine(DataRoot, server);
}
