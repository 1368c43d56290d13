namespace Notify.Cli.Testing;

/// <summary>What became of one test project, and what to tell of it.</summary>
internal sealed record TestOutcome(TestTotals Totals, IReadOnlyList<string> Lines)
{
    private const int LogLines = 50;

    /// <summary>Judges a run. One that ended badly without naming a failed test, or with an error outside of tests, has crashed: that counts as one failed.</summary>
    public static TestOutcome Of(int exitCode, TrxReport? report, IReadOnlyList<string> log)
    {
        var totals = report?.Totals ?? default;
        var lines = (report?.Failures ?? []).Select(static test => $"\nFailed {test.Name}\n{Indent(test.Message)}").ToList();
        if (exitCode == 0 || (totals.Failed > 0 && report is { Errors.Count: 0 }))
            return new(totals, lines);

        lines.Add($"\nThe run ended with exit code {exitCode}, and counts as failed. Its last lines:");
        lines.AddRange(log.TakeLast(LogLines).Concat(report?.Errors ?? []).Select(Indent));
        return new(totals + new TestTotals(0, 1, 0), lines);
    }

    private static string Indent(string text) => $"  {text.ReplaceLineEndings("\n  ")}";
}
