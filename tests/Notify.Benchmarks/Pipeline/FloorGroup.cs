namespace Notify.Benchmarks.Pipeline;

/// <summary>The keys of one group's rows, and how far it is.</summary>
internal sealed class FloorGroup(int size)
{
    /// <summary>As long as a usual event.</summary>
    public const string Payload =
        """{"eventId":"01998f62-9e2c-7c6e-8a53-0f8c4b1d2e3f","type":"notify.notification.sent","version":1,"occurredAt":"2026-01-01T00:00:00.0000000Z","data":{"recipientId":"user","channel":"email","providerMessageId":"x","attempts":1,"priority":"normal"}}""";

    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unsent = size;

    public Guid[] Triggers { get; } = Keys(size);

    public Guid[] Notifications { get; } = Keys(size);

    public Guid[] Deliveries { get; } = Keys(size);

    public Guid[] Accepted { get; } = Keys(size);

    public Guid[] Sent { get; } = Keys(size);

    public Guid[] EmailSent { get; } = Keys(size);

    public Task AllSent => sent.Task;

    public Task Recorded => recorded.Task;

    public void MarkOneSent()
    {
        if (Interlocked.Decrement(ref unsent) == 0)
        {
            sent.SetResult();
        }
    }

    public void MarkRecorded() => recorded.SetResult();

    private static Guid[] Keys(int count) => [.. Enumerable.Range(0, count).Select(static _ => Guid.CreateVersion7())];
}
