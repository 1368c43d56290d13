using System.Diagnostics;
using System.Text.RegularExpressions;
using Notify.GraphQL.Tests.Conformance;

namespace Notify.Architecture.Tests.Deploying;

/// <summary>What can be said of <c>deploy/</c> without building an image: compose and the linters of npm read it, and it keeps our own rules.</summary>
public sealed partial class DeployTests
{
    private const string ComposeFile = "deploy/compose.yaml";
    private static readonly string[] Services = ["dispatcher", "gateway", "migrator"];
    private static readonly string Compose = Repository.Read(ComposeFile);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compose_reads_the_file()
    {
        var (code, _, errors) = await RunAsync("docker-compose", Repository.Root, "-f", ComposeFile, "config", "--quiet");

        Assert.True(code == 0, errors);
    }

    [Fact]
    public async Task A_broken_file_is_found()
    {
        var broken = Directory.CreateTempSubdirectory("notify-compose-");
        try
        {
            var file = Path.Combine(broken.FullName, "compose.yaml");
            await File.WriteAllTextAsync(file, Compose.Replace("depends_on:", "depends_upon:", StringComparison.Ordinal), Token);

            Assert.NotEqual(0, (await RunAsync("docker-compose", Repository.Root, "-f", file, "config", "--quiet")).Code);
        }
        finally
        {
            broken.Delete(recursive: true);
        }
    }

    [Fact]
    public Task The_compose_linter_finds_nothing() => NodeScript.RunAsync(
        "node_modules/dclint/bin/dclint.cjs",
        ["--config", PathOf("deploy/.dclintrc"), "--max-warnings", "0", PathOf(ComposeFile)], cancellationToken: Token);

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public Task The_Dockerfile_linter_finds_nothing(string dockerfile) =>
        NodeScript.RunAsync("node_modules/dockerfilelint/bin/dockerfilelint", [PathOf(dockerfile)], cancellationToken: Token);

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public void The_last_stage_is_chiselled_and_runs_as_nobody_in_particular(string dockerfile)
    {
        var last = Repository.Read(dockerfile).Split("\nFROM ")[^1];

        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", last, StringComparison.Ordinal);
        Assert.Contains("\nUSER $APP_UID\n", last, StringComparison.Ordinal);
        Assert.DoesNotContain("RUN", last, StringComparison.Ordinal); // there is no shell that could
    }

    [Fact]
    public void Every_image_is_pinned() => Assert.All(
        Image().Matches(Compose).Concat(Services.SelectMany(static service => From().Matches(Repository.Read($"deploy/Dockerfile.{service}")))),
        static image => Assert.Matches(@":\d+\.\d+", image.Value));

    [Fact]
    public async Task Every_secret_that_compose_hands_over_is_made_once_and_none_has_a_default()
    {
        var copy = Directory.CreateTempSubdirectory("notify-deploy-");
        try
        {
            File.Copy(PathOf("deploy/make-secrets"), Path.Combine(copy.FullName, "make-secrets"));
            Assert.Equal(0, (await RunAsync("bash", copy.FullName, "make-secrets")).Code);
            var first = Read(copy);
            Assert.Equal(0, (await RunAsync("bash", copy.FullName, "make-secrets")).Code);

            Assert.Equal(first, Read(copy));
            Assert.Empty(SecretFile().Matches(Compose).Select(static secret => secret.Groups["name"].Value).Except(first.Keys));
            Assert.All(first.Values, static text => Assert.Matches("[0-9a-zA-Z+/]{40,}", text));
            Assert.DoesNotMatch("(?i)pass(word)?: *\"?[^\"\\s/]", Compose);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    public static TheoryData<string> Dockerfiles() => [.. Services.Select(static service => $"deploy/Dockerfile.{service}")];

    private static Dictionary<string, string> Read(DirectoryInfo deploy) =>
        new DirectoryInfo(Path.Combine(deploy.FullName, "secrets")).EnumerateFiles().ToDictionary(static file => file.Name, static file => File.ReadAllText(file.FullName));

    private static string PathOf(string path) => Path.Combine(Repository.Root, path);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output, await errors);
    }

    [GeneratedRegex(@"image: (?<image>\S+)")]
    private static partial Regex Image();

    [GeneratedRegex(@"^FROM (?<image>\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"file: ""\./secrets/(?<name>[^""]+)""")]
    private static partial Regex SecretFile();
}
