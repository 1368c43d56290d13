using System.Diagnostics;

namespace Notify.Benchmarks.Channels;

/// <summary>What a send costs the process that sends.</summary>
internal readonly record struct SendCost(double PerSecond, double CpuMicroseconds, double Bytes);

/// <summary>Sends from several callers at once, each with its next message after the last was answered.</summary>
internal static class SendLoad
{
    public const int Callers = 32;

    /// <summary>Measures <paramref name="count"/> calls of <paramref name="send"/>.</summary>
    public static async Task<SendCost> RunAsync(int count, Func<CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        var left = count;
        GC.Collect();
        var (bytes, cpu, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await send(cancellationToken);
                }
            },
            cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(
            count / elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)count);
    }

    /// <summary>The middle of several turns, each part by itself.</summary>
    public static SendCost Median(IReadOnlyList<SendCost> turns) => new(
        Rounds.Percentile(turns.Select(static turn => turn.PerSecond), 0.5),
        Rounds.Percentile(turns.Select(static turn => turn.CpuMicroseconds), 0.5),
        Rounds.Percentile(turns.Select(static turn => turn.Bytes), 0.5));
}
