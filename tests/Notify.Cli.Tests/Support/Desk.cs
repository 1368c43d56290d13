using Notify.Cli.Processes;
using Notify.Cli.Running;

namespace Notify.Cli.Tests.Support;

/// <summary>A repository, a state folder and a machine of a test's own, in which commands run.</summary>
internal sealed class Desk : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("notify-tests-");
    private readonly SharedText _output = new();
    private readonly SharedText _errors = new();

    public Desk()
    {
        Home = Directory.CreateDirectory(Path("home")).FullName;
        Directory.CreateDirectory(Path("repository"));
        Programs = new(Directory.CreateDirectory(Path("programs")).FullName);
        Around = new()
        {
            Repository = Path("repository"),
            Home = Home,
            Variables = new Dictionary<string, string> { ["PATH"] = Programs.Folder, ["NOTIFY_HOME"] = Home },
            Machine = new([Programs.Folder], Path("root")) { IsRoot = true },
            Output = _output,
            Errors = _errors,
            IsInteractive = false,
            ShowsColours = false,
        };
    }

    public string Home { get; }

    public FakePrograms Programs { get; }

    public Surroundings Around { get; set; }

    public string Output => Trimmed(_output);

    public string Errors => Trimmed(_errors);

    public string Path(params ReadOnlySpan<string> path) => System.IO.Path.Combine([_root.FullName, .. path]);

    public async Task WriteAsync(string text, params string[] path)
    {
        var file = Path(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!); // it is below the root
        await File.WriteAllTextAsync(file, text, TestLimits.Token);
    }

    /// <summary>Writes what an app host writes when its control endpoint listens.</summary>
    public Task WriteAppHostAsync(int pid, string started, string control, string token = ControlServer.Token) =>
        WriteAsync($$"""{"pid":{{pid}},"started":"{{started}}","control":"{{control}}","token":"{{token}}"}""", "home", AppHostFile.Name);

    public Task<int> RunAsync(params string[] arguments) => CommandIndex.RunAsync(arguments, Around, TestLimits.Token);

    /// <summary>Tells whether an app host runs, as the tool sees it.</summary>
    public bool IsRunning => AppHost.Find(Around) is not null;

    public void Dispose()
    {
        if (AppHost.Find(Around) is { } left && left.Pid != Environment.ProcessId)
            Signals.Kill(-left.Pid); // it leads a group, with what it has started
        _root.Delete(recursive: true);
    }

    /// <summary>Takes the spaces away with which a table fills its last column.</summary>
    private static string Trimmed(SharedText text) => string.Join('\n', text.ToString().Split('\n').Select(static line => line.TrimEnd()));
}
