namespace Notify.Cli.Testing;

/// <summary>How many tests ended how.</summary>
internal readonly record struct TestTotals(int Passed, int Failed, int Skipped)
{
    public static TestTotals operator +(TestTotals left, TestTotals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed{(Skipped == 0 ? "" : $", {Skipped} skipped")}";
}
