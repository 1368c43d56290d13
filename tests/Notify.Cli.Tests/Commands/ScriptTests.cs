using System.Diagnostics;
using System.Xml.Linq;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Commands;

/// <summary>The script people type, in a repository where a script plays dotnet: when it builds the tool, and what it hands over.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string Publishing = "dotnet publish src/Tools/Notify.Cli -c Release -o";

    private readonly Desk _desk = new();

    public ScriptTests()
    {
        foreach (var folder in new[] { "src/Tools/Notify.Cli", "src/Platform/Notify.Plugins", "src/Platform/Notify.Primitives", "src/Sdk/Notify.Channels.Sdk" })
            Directory.CreateDirectory(_desk.Path("repository", folder));
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "src/Tools/Notify.Cli/Program.cs" })
            File.WriteAllText(_desk.Path("repository", file), "");
        File.Copy(Repository.File("notify"), _desk.Path("repository", "notify"));
        _desk.Programs.Link("bash", "dirname", "env", "find", "flock", "mkdir", "mv", "readlink", "rm", "touch", "tr").AddNoting("dotnet", """
            case $1 in
              --version) exit 0 ;;
              --list-sdks) echo '9.0.1 [/there]'; exit 0 ;;
              publish) echo >"$6/Notify.Cli.dll"; exit 0 ;;
              *) echo "$NOTIFY_REPOSITORY $NOTIFY_HOME $MSBUILDDISABLENODEREUSE $DOTNET_CLI_TELEMETRY_OPTOUT $DOTNET_NOLOGO"; exit 9 ;;
            esac
            """);
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Builds_the_tool_once_and_hands_over_to_it()
    {
        var first = await RunAsync("status", "--json");
        var second = await RunAsync("a b", "");

        var tool = _desk.Path("repository", "artifacts", "notify-cli", "Notify.Cli.dll");
        Assert.Equal((9, $"{_desk.Path("repository")} {_desk.Home} 1 1 1\n", ""), first);
        Assert.Equal(first, second);
        Assert.Equal(
            ["dotnet --version", $"{Publishing} {_desk.Path("repository", "artifacts", "notify-cli.new")} -v q --nologo -clp:NoSummary;ErrorsOnly", $"dotnet {tool} status --json", $"dotnet {tool} a b "],
            await _desk.Programs.CallsAsync());
    }

    [Theory]
    [InlineData("src/Tools/Notify.Cli/Program.cs")]
    [InlineData("Directory.Packages.props")]
    public async Task Builds_it_again_when_a_source_is_newer(string source)
    {
        await RunAsync();
        File.SetLastWriteTimeUtc(_desk.Path("repository", source), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

        await RunAsync();

        Assert.Equal(2, (await _desk.Programs.CallsAsync()).Count(static call => call.StartsWith(Publishing, StringComparison.Ordinal)));
    }

    [Fact]
    public void Looks_at_every_project_that_the_tool_is_built_of()
    {
        var script = File.ReadAllText(Repository.File("notify"));
        var watched = script[(script.IndexOf("sources=(", StringComparison.Ordinal) + "sources=(".Length)..].Split(')')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            Projects(Repository.File("src", "Tools", "Notify.Cli", "Notify.Cli.csproj")).Order(StringComparer.Ordinal),
            watched.Where(static source => source.StartsWith("src/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Keeps_the_state_beside_itself_unless_told_otherwise()
    {
        var (_, output, _) = await RunAsync([], home: null);

        Assert.StartsWith($"{_desk.Path("repository")} {_desk.Path("repository", ".notify")} ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_why_the_tool_does_not_build_and_keeps_the_old_one()
    {
        await RunAsync();
        _desk.Programs.Add("dotnet", "[ \"$1\" != publish ] || { echo 'error CS1002'; exit 1; }");
        File.SetLastWriteTimeUtc(_desk.Path("repository", "global.json"), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

        Assert.Equal((1, "", "notify: the tool does not build:\nerror CS1002\n"), await RunAsync());
        Assert.True(File.Exists(_desk.Path("repository", "artifacts", "notify-cli", "Notify.Cli.dll")));
    }

    [Fact]
    public async Task Tells_that_dotnet_is_missing()
    {
        File.Delete(Path.Combine(_desk.Programs.Folder, "dotnet"));

        Assert.Equal((1, "", "notify: the .NET SDK is missing. Install .NET 10: https://dotnet.microsoft.com/download\n"), await RunAsync());
    }

    [Fact]
    public async Task Tells_that_the_sdk_of_global_json_is_missing()
    {
        _desk.Programs.Add("dotnet", "[ \"$1\" = --list-sdks ] && echo '9.0.1 [/there]'");

        Assert.Equal((1, "", "notify: the .NET SDK that global.json asks for is missing; installed: 9.0.1 [/there] \n"), await RunAsync());
    }

    /// <summary>Finds the folders of a project and all it refers to.</summary>
    private static IEnumerable<string> Projects(string project)
    {
        var folder = Path.GetDirectoryName(project)!; // a file has a folder
        return XDocument.Load(project).Descendants("ProjectReference")
            .SelectMany(reference => Projects(Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value)))) // a reference names its project
            .Append(Path.GetRelativePath(Repository.Root, folder)).Distinct();
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(arguments, _desk.Home);

    private async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, string? home)
    {
        var start = new ProcessStartInfo(_desk.Path("repository", "notify"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = _desk.Programs.Folder;
        if (home is not null)
            start.Environment["NOTIFY_HOME"] = home;
        using var process = Process.Start(start)!; // it starts a process anew
        var output = process.StandardOutput.ReadToEndAsync(TestLimits.Token);
        var errors = process.StandardError.ReadToEndAsync(TestLimits.Token);
        await process.WaitForExitAsync(TestLimits.Token);
        return (process.ExitCode, await output, await errors);
    }
}
