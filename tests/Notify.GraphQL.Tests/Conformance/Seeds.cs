using System.Globalization;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>Seeds of random tests: new ones each run, or the one that the environment asks for.</summary>
internal static class Seeds
{
    private const string Variable = "NOTIFY_GRAPHQL_SEED";

    /// <summary>Answers a seed, and writes down how to use it again.</summary>
    public static int Next(ITestOutputHelper output)
    {
        var seed = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next(1, int.MaxValue);
        output.WriteLine($"Seed {seed}. To repeat: {Variable}={seed}");
        return seed;
    }
}
