using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the last 10,000 lines of console output of each resource.</summary>
public sealed partial class ResourceLoggerService
{
    private const int Kept = 10_000;
    private readonly ConcurrentDictionary<string, Lines> all = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Streams the kept lines of a resource and then every new one.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <returns>The lines, in batches.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => WatchAsync(resourceName, CancellationToken.None);

    internal async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = Of(resourceName);
        var seen = 0;
        while (true)
        {
            var (batch, more) = lines.After(seen);
            if (batch.Count > 0)
            {
                seen = batch[^1].LineNumber;
                yield return batch;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    internal IReadOnlyList<LogLine> Snapshot(string resourceName) => Of(resourceName).After(0).Lines;

    internal IReadOnlyList<string> LastLines(string resourceName, int count) =>
        [.. Snapshot(resourceName).TakeLast(count).Select(static line => line.Content)];

    internal void Append(string resourceName, string content, bool isError) =>
        Of(resourceName).Add(Colours().Replace(content, ""), isError);

    [GeneratedRegex("\\u001b\\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colours();

    private Lines Of(string resourceName) => all.GetOrAdd(resourceName, static _ => new Lines());

    private sealed class Lines
    {
        private readonly Queue<LogLine> kept = new();
        private readonly Lock gate = new();
        private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int count;

        public void Add(string content, bool isError)
        {
            lock (gate)
            {
                kept.Enqueue(new(++count, content, isError));
                if (kept.Count > Kept)
                {
                    kept.Dequeue();
                }

                more.SetResult();
                more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public (IReadOnlyList<LogLine> Lines, Task More) After(int seen)
        {
            lock (gate)
            {
                return ([.. kept.SkipWhile(line => line.LineNumber <= seen)], more.Task);
            }
        }
    }
}
