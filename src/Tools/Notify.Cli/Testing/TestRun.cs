using Notify.Cli.Processes;

namespace Notify.Cli.Testing;

/// <summary>Runs every test project that was built, and adds up what they say.</summary>
internal sealed class TestRun(Surroundings around, string? filter)
{
    private const string Longest = "EndToEnd.Tests.csproj"; // begins first: where several run at once, the others are done beside it
    private readonly string _results = around.State("test-results");
    private readonly Lock _gate = new();
    private TestTotals _totals;

    /// <param name="atOnce">How many projects run at the same time.</param>
    /// <param name="cancellationToken">Ends the tests.</param>
    public async Task<TestTotals> RunAsync(int atOnce, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_results))
            Directory.Delete(_results, recursive: true);
        Directory.CreateDirectory(_results);

        var projects = Directory.EnumerateDirectories(Path.Combine(around.Repository, "tests"), "*.Tests")
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .OrderByDescending(static project => project.EndsWith(Longest, StringComparison.Ordinal)).ThenBy(static project => project, StringComparer.Ordinal);
        await Parallel.ForEachAsync(projects, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, RunAsync);
        return _totals;
    }

    private async ValueTask RunAsync(string project, CancellationToken cancellationToken)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        around.Say($"Testing {name} …");
        var (report, log) = (Path.Combine(_results, $"{name}.trx"), Path.Combine(_results, $"{name}.log"));
        string[] selection = filter is null ? [] : ["--filter", filter];
        string[] arguments =
        [
            "test", project, "--no-build", "-c", DotnetBuild.Configuration, "--nologo", "-v", "q",
            "--results-directory", _results, "--logger", $"trx;LogFileName={name}.trx", .. selection,
        ];

        var start = around.Time.GetTimestamp();
        var code = await new Child(around, "dotnet", arguments)
            .With(Surroundings.HomeVariable, null).With("NOTIFY_REQUIRE_SERVERS", "1").LoggedTo(log).RunAsync(cancellationToken);
        var took = around.Time.GetElapsedTime(start);

        var outcome = TestOutcome.Of(code, await TrxReport.ReadAsync(report, cancellationToken), await File.ReadAllLinesAsync(log, cancellationToken));
        lock (_gate)
        {
            _totals += outcome.Totals;
            foreach (var line in outcome.Lines)
                around.Say(line);
            around.Say($"  {name}: {outcome.Totals} in {took.TotalSeconds:0.0} s");
        }
    }
}
