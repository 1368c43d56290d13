namespace Notify.GraphQL.Tests;

internal static class TestLimits
{
    /// <summary>How long anything in a test may take before it counts as hanging.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);
}
