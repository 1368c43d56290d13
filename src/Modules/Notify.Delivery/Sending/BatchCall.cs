using Notify.Channels.Sdk;
using Notify.Delivery.Integrations;
using Notify.Plugins;

namespace Notify.Delivery.Sending;

/// <summary>
/// One call for several deliveries that were claimed together. Each comes with its message or leaves without one; when the last has done either,
/// those that came go to the provider, in as few calls as it takes.
/// </summary>
internal sealed class BatchCall(ProviderCalls calls, ActiveIntegration integration, int count) : ProviderCall
{
    private readonly Lock gate = new();
    private readonly HashSet<Guid> counted = [];
    private readonly List<Passenger> passengers = [];
    private int expected = count;

    public override async ValueTask<SendOutcome> SendAsync(ClaimedDelivery delivery, ActiveIntegration account, string? traceParent)
    {
        var (message, failure) = await calls.PrepareAsync(delivery, account, traceParent);
        if (message is null)
        {
            return failure!; // one of the two is there
        }

        var passenger = new Passenger(message);
        Count(delivery, passenger);
        return await passenger.Outcome.Task;
    }

    public override void Leave(ClaimedDelivery delivery) => Count(delivery, passenger: null);

    private void Count(ClaimedDelivery delivery, Passenger? passenger)
    {
        lock (gate)
        {
            if (!counted.Add(delivery.Id.Value))
            {
                return; // it came, and leaves after its outcome
            }

            if (passenger is not null)
            {
                passengers.Add(passenger);
            }

            if (--expected > 0 || passengers.Count == 0)
            {
                return;
            }
        }

        _ = GoAsync();
    }

    private async Task GoAsync()
    {
        try
        {
            using var lease = calls.Rent(integration);
            var timeout = calls.TimeoutOf(integration);
            var size = await lease.ReadBatchSizeAsync(timeout, CancellationToken.None);
            await Task.WhenAll(passengers.Chunk(size).Select(chunk => HandOverAsync(lease, chunk, timeout)));
        }
        catch (Exception exception)
        {
            var outcome = calls.NotTried(exception);
            passengers.ForEach(passenger => passenger.Outcome.TrySetResult(outcome));
        }
    }

    private async Task HandOverAsync(ProviderLease lease, Passenger[] chunk, TimeSpan timeout)
    {
        var outcomes = await calls.CallAsync(chunk.Length, async cut => chunk is [var only]
            ? [await lease.SendAsync(only.Message, timeout, cut)]
            : await lease.SendBatchAsync([.. chunk.Select(static passenger => passenger.Message)], timeout, cut));
        for (var i = 0; i < chunk.Length; i++)
        {
            chunk[i].Outcome.TrySetResult(outcomes[i]);
        }
    }

    private sealed record Passenger(ChannelMessage Message)
    {
        public TaskCompletionSource<SendOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
