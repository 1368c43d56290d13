using System.Runtime.CompilerServices;

namespace Notify.GraphQL.Subscriptions;

/// <summary>
/// What waits for one reader. Writers never wait: when the buffer is full the newest is dropped and the loss remembered, and the
/// reader, having drained what is left, either fails or learns of the gap. Any number of writers, one reader.
/// </summary>
internal sealed class BoundedBuffer<T>(int capacity)
{
    private readonly Lock gate = new();
    private readonly Queue<LiveItem<T>> items = new();
    private TaskCompletionSource? waiting;
    private Exception? failure;
    private bool hasLost;
    private bool isCompleted;

    private enum State
    {
        Item,
        Lost,
        Completed,
        Empty,
    }

    /// <summary>Adds an item; drops it when the buffer is full, has lost something already, or is completed.</summary>
    public void Add(T item) => Enqueue(new LiveItem<T>(item));

    /// <summary>Says that items may be missing between those before and those after.</summary>
    public void AddGap() => Enqueue(LiveItem<T>.Gap);

    /// <summary>Ends the reading after what is buffered, with an error or without. Only the first end counts.</summary>
    public void Complete(Exception? error = null)
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            if (isCompleted)
            {
                return;
            }

            isCompleted = true;
            failure = error;
            wake = Exchange(ref waiting);
        }

        wake?.TrySetResult();
    }

    /// <summary>Reads items, passing over gaps.</summary>
    /// <exception cref="GraphQLException">The reader was too slow, and items were dropped.</exception>
    public async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            switch (TryTake(reopen: false, out var item))
            {
                case State.Item when !item.IsGap:
                    yield return item.Message!; // an item that is no gap carries a message
                    break;
                case State.Lost:
                    throw Overflow();
                case State.Completed:
                    ThrowFailure();
                    yield break;
                case State.Empty:
                    await WaitAsync(cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Reads items and gaps; what was dropped becomes a gap, from which on nothing is dropped until the buffer is full again.</summary>
    public async IAsyncEnumerable<LiveItem<T>> ReadWithGapsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            switch (TryTake(reopen: true, out var item))
            {
                case State.Item:
                    yield return item;
                    break;
                case State.Lost:
                    yield return LiveItem<T>.Gap;
                    break;
                case State.Completed:
                    ThrowFailure();
                    yield break;
                default:
                    await WaitAsync(cancellationToken);
                    break;
            }
        }
    }

    private static GraphQLException Overflow() => new(ErrorBuilder.New()
        .SetMessage("The subscription fell too far behind its events. Subscribe again, and read what was missed.")
        .SetCode(ErrorCodes.SubscriptionOverflow)
        .Build());

    private static TaskCompletionSource? Exchange(ref TaskCompletionSource? source)
    {
        var taken = source;
        source = null;
        return taken;
    }

    private void Enqueue(LiveItem<T> item)
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            if (isCompleted || hasLost)
            {
                return;
            }

            if (items.Count >= capacity)
            {
                hasLost = true;
                return;
            }

            items.Enqueue(item);
            wake = Exchange(ref waiting);
        }

        wake?.TrySetResult();
    }

    private State TryTake(bool reopen, out LiveItem<T> item)
    {
        lock (gate)
        {
            if (items.TryDequeue(out item))
            {
                return State.Item;
            }

            if (hasLost)
            {
                hasLost = !reopen;
                return State.Lost;
            }

            return isCompleted ? State.Completed : State.Empty;
        }
    }

    private Task WaitAsync(CancellationToken cancellationToken)
    {
        Task wait;
        lock (gate)
        {
            if (items.Count > 0 || hasLost || isCompleted)
            {
                return Task.CompletedTask;
            }

            waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wait = waiting.Task;
        }

        return wait.WaitAsync(cancellationToken);
    }

    private void ThrowFailure()
    {
        if (failure is not null)
        {
            throw failure;
        }
    }
}
