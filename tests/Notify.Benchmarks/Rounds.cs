namespace Notify.Benchmarks;

/// <summary>What is compared takes turns, so that a busy neighbour on the machine hits all alike; the median of the turns counts.</summary>
internal static class Rounds
{
    private const int Count = 3;

    /// <summary>Runs each contender once to warm up and then in turns.</summary>
    /// <returns>The median of each.</returns>
    public static async Task<double[]> RunAsync(params Func<Task<double>>[] contenders) =>
        [.. (await TurnsAsync(contenders)).Select(static turns => Percentile(turns, 0.5))];

    /// <summary>Runs each contender once to warm up and then in turns.</summary>
    /// <returns>What each measured in its turns.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<T>>> TurnsAsync<T>(IReadOnlyList<Func<Task<T>>> contenders)
    {
        var values = contenders.Select(static _ => new List<T>()).ToArray();
        for (var round = 0; round <= Count; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var value = await contenders[i]();
                if (round > 0)
                {
                    values[i].Add(value);
                }
            }
        }

        return values;
    }

    /// <summary>The smallest value that at least this share of the values does not exceed.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }
}
