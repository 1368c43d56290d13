using System.Diagnostics.Metrics;
using System.Runtime;
using Notify.GraphQL.Telemetry;

namespace Notify.Benchmarks.GraphQL;

/// <summary>Follows the server's own gauge of open subscriptions.</summary>
internal sealed class FeedCounts : IDisposable
{
    private readonly MeterListener listener = new();
    private int subscriptions;

    public FeedCounts()
    {
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == GraphQLTelemetry.MeterName && instrument.Name == GraphQLTelemetry.ActiveSubscriptions)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, change, _, _) => Interlocked.Add(ref subscriptions, change));
        listener.Start();
    }

    public int Subscriptions => Volatile.Read(ref subscriptions);

    public void Dispose() => listener.Dispose();
}

/// <summary>What the server holds in memory.</summary>
/// <param name="HeapBytes">Objects that are alive.</param>
/// <param name="WorkingSetBytes">What the system counts, the runtime and its pools included.</param>
internal sealed record FeedMemory(long HeapBytes, long WorkingSetBytes)
{
    public static FeedMemory AfterCollection()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new FeedMemory(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
