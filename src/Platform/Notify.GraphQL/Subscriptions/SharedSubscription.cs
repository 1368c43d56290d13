using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Subscriptions;

/// <summary>One event stream with a seat for each subscriber. Ends with its events, or when the last seat is left.</summary>
internal sealed class SharedSubscription(int bufferedEvents, Action<SharedSubscription> onEnded) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource everybodyLeft = new();
    private readonly List<BoundedBuffer<OperationResult>> seats = [];
    private BoundedBuffer<OperationResult>[] seated = [];
    private Task<EventStream>? opening;
    private Task pumping = Task.CompletedTask;
    private bool isEnded;
    private bool isClaimed;

    /// <summary>Takes a seat; null when the subscription has ended and a new one is needed.</summary>
    public BoundedBuffer<OperationResult>? TryJoin()
    {
        lock (gate)
        {
            if (isEnded)
            {
                return null;
            }

            var seat = new BoundedBuffer<OperationResult>(bufferedEvents);
            seats.Add(seat);
            seated = [];
            return seat;
        }
    }

    /// <summary>Opens the stream for the first who asks, and answers the same to all. One that may not be shared is not read here.</summary>
    public Task<EventStream> OpenAsync(
        Func<CancellationToken, ValueTask<EventStream>> open, Func<object?, CancellationToken, ValueTask<OperationResult>> execute)
    {
        lock (gate)
        {
            return opening ??= OpenCoreAsync(open, execute);
        }
    }

    /// <summary>Claims a stream that may not be shared: true for one caller.</summary>
    public bool TryClaim()
    {
        lock (gate)
        {
            return !isClaimed && (isClaimed = true);
        }
    }

    public async ValueTask LeaveAsync(BoundedBuffer<OperationResult> seat)
    {
        lock (gate)
        {
            seated = [];
            if (!seats.Remove(seat) || seats.Count > 0)
            {
                return;
            }

            isEnded = true;
        }

        onEnded(this);
        await everybodyLeft.CancelAsync();
        if (opening is not null)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pumping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                await opening.Result.DisposeAsync();
            }
        }

        Dispose();
    }

    public void Dispose() => everybodyLeft.Dispose();

    private async Task<EventStream> OpenCoreAsync(
        Func<CancellationToken, ValueTask<EventStream>> open, Func<object?, CancellationToken, ValueTask<OperationResult>> execute)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the gate is held by who calls
        try
        {
            var stream = await open(everybodyLeft.Token);
            if (stream.IsShareable)
            {
                pumping = PumpAsync(stream, execute);
            }
            else
            {
                End(); // whoever comes later opens a stream of their own
            }

            return stream;
        }
        catch
        {
            End();
            throw;
        }
    }

    private async Task PumpAsync(EventStream stream, Func<object?, CancellationToken, ValueTask<OperationResult>> execute)
    {
        var token = everybodyLeft.Token;
        Exception? failure = null;
        try
        {
            await foreach (var message in stream.Events.WithCancellation(token))
            {
                var response = await execute(message, token);
                var forAll = response.ToShared();
                foreach (var seat in Seated())
                {
                    seat.Add(forAll);
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // nobody is left to tell
        }
        catch (Exception exception)
        {
            failure = exception; // the stream is at its end for everybody, who are told why by their transport
        }

        End();
        foreach (var seat in Seated())
        {
            seat.Complete(failure);
        }
    }

    private void End()
    {
        lock (gate)
        {
            isEnded = true;
        }

        onEnded(this);
    }

    /// <summary>Answers who is seated now; made anew only after somebody came or went.</summary>
    private BoundedBuffer<OperationResult>[] Seated()
    {
        lock (gate)
        {
            if (seated.Length != seats.Count)
            {
                seated = [.. seats];
            }

            return seated;
        }
    }
}
