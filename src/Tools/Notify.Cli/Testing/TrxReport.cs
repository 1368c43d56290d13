using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Notify.Cli.Testing;

/// <summary>What the test platform wrote about one project's run.</summary>
/// <param name="Totals">The counts.</param>
/// <param name="Failures">The tests that failed.</param>
/// <param name="Errors">What went wrong outside of tests, such as a crash of the test host.</param>
internal sealed record TrxReport(TestTotals Totals, IReadOnlyList<FailedTest> Failures, IReadOnlyList<string> Errors)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Reads a report; null when there is none, or one that is not whole.</summary>
    public static async Task<TrxReport?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            await using var file = File.OpenRead(path);
            var run = (await XDocument.LoadAsync(file, LoadOptions.None, cancellationToken)).Root;
            return run?.Element(Trx + "ResultSummary")?.Element(Trx + "Counters") is { } counters ? new(Count(counters), [.. Failed(run)], [.. Faults(run)]) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static TestTotals Count(XElement counters)
    {
        var (total, executed, passed) = (Number(counters, "total"), Number(counters, "executed"), Number(counters, "passed"));
        return new(passed, executed - passed, total - executed);
    }

    private static int Number(XElement counters, string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    private static IEnumerable<FailedTest> Failed(XElement run) =>
        from result in run.Descendants(Trx + "UnitTestResult")
        where (string?)result.Attribute("outcome") == "Failed"
        let error = result.Element(Trx + "Output")?.Element(Trx + "ErrorInfo")
        select new FailedTest(
            (string?)result.Attribute("testName") ?? "",
            string.Join('\n', new[] { error?.Element(Trx + "Message")?.Value, error?.Element(Trx + "StackTrace")?.Value }.OfType<string>()));

    // A failed test is told there as well, in one line that ends so.
    private static IEnumerable<string> Faults(XElement run) =>
        from info in run.Descendants(Trx + "RunInfo")
        let text = info.Element(Trx + "Text")?.Value ?? ""
        where (string?)info.Attribute("outcome") == "Error" && !text.EndsWith("[FAIL]", StringComparison.Ordinal)
        select text;
}
