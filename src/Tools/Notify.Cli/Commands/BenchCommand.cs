using System.CommandLine;
using Notify.Cli.Installing;
using Notify.Cli.Processes;

namespace Notify.Cli.Commands;

/// <summary>Runs the benchmarks.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand(Surroundings around) : base("bench", "runs the benchmarks")
    {
        var names = new Argument<string[]>("name") { Arity = ArgumentArity.ZeroOrMore, Description = "which ones; all when left out" };
        var json = new Option<bool>("--json") { Description = "report in JSON" };
        Arguments.Add(names.NoOption());
        Options.Add(json);
        SetAction(async (asked, cancellationToken) =>
        {
            await new Installer(around).EnsureAsync(forTests: false, isAgreed: true, cancellationToken);
            string[] passedOn = [.. asked.GetValue(names) ?? [], .. asked.GetValue(json) ? ["--json"] : Array.Empty<string>()];
            var bench = new Child(around, "dotnet", ["run", "-c", DotnetBuild.Configuration, "-v", "q", "--project", "tests/Notify.Benchmarks", "--", .. passedOn]);
            return await bench.RunAsync(cancellationToken);
        });
    }
}
