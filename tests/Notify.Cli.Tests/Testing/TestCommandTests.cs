using System.Text.RegularExpressions;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Testing;

/// <summary>Running tests and adding up, on reports that the test platform wrote; a script plays <c>dotnet test</c>.</summary>
public sealed partial class TestCommandTests : IDisposable
{
    private readonly Desk _desk = new();

    public TestCommandTests()
    {
        _desk.Programs.Link("cp", "cat")
            .Add("curl", "node", "npm", "setpriv", "initdb", "rabbitmq-server", "redis-server", "python3", "postfix", "docker-compose", "openssl")
            .AddNoting("dotnet", $$"""
                echo "home=${NOTIFY_HOME-none} required=$NOTIFY_REQUIRE_SERVERS" >>'{{_desk.Programs.Calls}}'
                [ "$1" = test ] || exit 0
                project=${2##*/} project=${project%.csproj}
                folder=${2%/*}
                echo "dotnet test says something of $project"
                [ ! -f "$folder/report.trx" ] || cp "$folder/report.trx" '{{_desk.Path("home", "test-results")}}'/"$project.trx"
                exit "$(cat "$folder/code")"
                """);
        new FakePrograms(Directory.CreateDirectory(_desk.Path("root", "usr", "bin")).FullName).Add("python3");
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Adds_up_what_all_projects_say()
    {
        await AddAsync("A.Tests", "good", exitCode: 0);
        await AddAsync("B.Tests", "good", exitCode: 0);

        var code = await _desk.RunAsync("test", "--at-once", "1");

        Assert.Equal((0, "6 passed, 0 failed\n"), (code, _desk.Output));
        Assert.Equal(
            "Building (Release) …\nTesting A.Tests …\n  A.Tests: 3 passed, 0 failed in # s\nTesting B.Tests …\n  B.Tests: 3 passed, 0 failed in # s\n",
            Seconds().Replace(_desk.Errors, " # s"));
    }

    [Fact]
    public async Task Names_what_failed_and_why()
    {
        await AddAsync("A.Tests", "mixed", exitCode: 1);
        await AddAsync("B.Tests", "good", exitCode: 0);

        var code = await _desk.RunAsync("test");

        Assert.Equal((1, "6 passed, 1 failed, 1 skipped\n"), (code, _desk.Output));
        Assert.Contains("\nFailed Sample.Bad.Is_bad\n  Assert.Equal() Failure: Values differ\n  Expected: 1\n  Actual:   2\n", _desk.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("counts as failed", _desk.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a report that tells the crash", "crash", "  [xUnit.net 00:01:02.09] Catastrophic failure: Test process crashed with exit code 134.")]
    [InlineData("a report without a failed test", "good", "")]
    [InlineData("half a report", "half", "")]
    [InlineData("no report", null, "")]
    public async Task A_crash_counts_as_failed(string with, string? report, string told)
    {
        Assert.NotEmpty(with);
        await AddAsync("A.Tests", "good", exitCode: 0);
        await AddAsync("B.Tests", report, exitCode: 134);

        var code = await _desk.RunAsync("test");

        Assert.Equal((1, $"{(report == "good" ? 6 : 3)} passed, 1 failed\n"), (code, _desk.Output));
        Assert.Contains("\nThe run ended with exit code 134, and counts as failed. Its last lines:\n  dotnet test says something of B.Tests\n", _desk.Errors, StringComparison.Ordinal);
        Assert.Contains(told, _desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_when_the_filter_fits_nothing()
    {
        await AddAsync("A.Tests", null, exitCode: 0);

        var code = await _desk.RunAsync("test", "FullyQualifiedName~Nowhere");

        Assert.Equal((1, "0 passed, 0 failed\n"), (code, _desk.Output));
        Assert.EndsWith("No test ran for the filter 'FullyQualifiedName~Nowhere'.\n", _desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_the_test_platform_for_a_report_without_the_state_folder()
    {
        await AddAsync("A.Tests", "good", exitCode: 0);

        await _desk.RunAsync("test", "FullyQualifiedName~Good");

        Assert.Equal(
            [
                "dotnet build Notify.sln -c Release -v q --nologo -clp:NoSummary;ErrorsOnly",
                $"home={_desk.Home} required=",
                $"dotnet test {_desk.Path("repository", "tests", "A.Tests", "A.Tests.csproj")} --no-build -c Release --nologo -v q "
                    + $"--results-directory {_desk.Path("home", "test-results")} --logger trx;LogFileName=A.Tests.trx --filter FullyQualifiedName~Good",
                "home=none required=1",
            ],
            await _desk.Programs.CallsAsync());
    }

    [Fact]
    public async Task Forgets_the_results_of_the_run_before()
    {
        await _desk.WriteAsync("<TestRun/>", "home", "test-results", "Old.Tests.trx");
        await AddAsync("A.Tests", "good", exitCode: 0);

        await _desk.RunAsync("test", "--at-once", "2");

        Assert.Equal(["A.Tests.log", "A.Tests.trx"], Directory.EnumerateFiles(_desk.Path("home", "test-results")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("3 passed, 0 failed\n", _desk.Output);
    }

    private async Task AddAsync(string project, string? report, int exitCode)
    {
        await _desk.WriteAsync("<Project />", "repository", "tests", project, $"{project}.csproj");
        await _desk.WriteAsync($"{exitCode}\n", "repository", "tests", project, "code");
        if (report == "half")
            await _desk.WriteAsync("<TestRun><Results>", "repository", "tests", project, "report.trx");
        else if (report is not null)
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Testing", "Reports", $"{report}.trx"), _desk.Path("repository", "tests", project, "report.trx"));
    }

    [GeneratedRegex(@" \d+\.\d s")]
    private static partial Regex Seconds();
}
