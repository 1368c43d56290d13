using System.Security.Cryptography;

namespace Notify.LocalHosting.State;

/// <summary>The folder that holds data, secrets and the session file of one application.</summary>
internal sealed class StateDirectory
{
    public const string ConfigurationKey = "AppHost:StateDirectory";
    private const string TemporaryPrefix = "notify-apphost-";

    public StateDirectory(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string SecretsFile => Path.Combine(Root, "secrets.json");

    public string SessionFile => Path.Combine(Root, "session.json");

    public string AppHostFile => Path.Combine(Root, "apphost.json");

    /// <summary>Finds the default: NOTIFY_HOME, else <c>.notify</c> beside the AppHost's folder.</summary>
    public static string Default(string appHostDirectory) =>
        Environment.GetEnvironmentVariable("NOTIFY_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(appHostDirectory, "..", ".notify");

    public static string Temporary() =>
        Path.Combine(Path.GetTempPath(), TemporaryPrefix + RandomNumberGenerator.GetHexString(12, lowercase: true));

    public string DataOf(IResource resource) => Path.Combine(Root, "data", resource.Name);

    public void DropData()
    {
        if (Directory.Exists(Path.Combine(Root, "data")))
        {
            Directory.Delete(Path.Combine(Root, "data"), recursive: true);
        }
    }

    public void DeleteIfTemporary()
    {
        if (Path.GetFileName(Root).StartsWith(TemporaryPrefix, StringComparison.Ordinal) && Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
