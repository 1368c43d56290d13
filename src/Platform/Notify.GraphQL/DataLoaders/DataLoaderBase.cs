using System.Diagnostics.CodeAnalysis;

namespace Notify.GraphQL.DataLoaders;

/// <summary>Collects keys until the request has nothing else to do, then fetches them together. Thread-safe; lives for one request.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class DataLoaderBase<TKey, TValue> : IDataLoader<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> cache = [];
    private readonly Lock gate = new();
    private readonly IBatchScheduler scheduler;
    private readonly int maxBatchSize;
    private HashSet<TKey>? missing;
    private CancellationToken? requestToken;
    private Batch? open;

    private protected DataLoaderBase(IBatchScheduler batchScheduler, DataLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(batchScheduler);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBatchSize, 1);
        scheduler = batchScheduler;
        maxBatchSize = options.MaxBatchSize;
    }

    /// <inheritdoc />
    public Task<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TValue?>(cancellationToken);
        }

        Batch? begun = null;
        Task<TValue?> load;
        lock (gate)
        {
            requestToken ??= cancellationToken;
            if (cache.TryGetValue(key, out var entry))
            {
                load = entry.Join();
            }
            else
            {
                cache[key] = entry = new Entry();
                load = entry.Task;
                if (open is null || open.Keys.Count == maxBatchSize)
                {
                    begun = open = new Batch(this, cancellationToken);
                }

                open.Add(key, entry, cancellationToken);
            }
        }

        if (begun is not null)
        {
            scheduler.Schedule(begun.DispatchAsync);
        }

        return load.IsCompleted || !cancellationToken.CanBeCanceled || cancellationToken == requestToken ? load : load.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var loads = new Task<TValue?>[keys.Count];
        var count = 0;
        foreach (var key in keys)
        {
            loads[count++] = LoadAsync(key, cancellationToken);
        }

        return await Task.WhenAll(loads);
    }

    /// <inheritdoc />
    public async Task<TValue> LoadRequiredAsync(TKey key, CancellationToken cancellationToken = default)
    {
        var value = await LoadAsync(key, cancellationToken);
        return value is not null && !IsMissing(key) ? value : throw new KeyNotFoundException($"{GetType().Name} found nothing for the key '{key}'.");
    }

    /// <summary>Gives a value that is known already, so that it is not fetched; a key that was asked for keeps what it has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    public void Prime(TKey key, TValue? value)
    {
        var known = new Entry();
        known.SetResult(value);
        lock (gate)
        {
            cache.TryAdd(key, known);
        }
    }

    private protected abstract ValueTask<Finder> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    private bool IsMissing(TKey key)
    {
        if (Volatile.Read(ref missing) is null)
        {
            return false; // a key is noted before its task ends
        }

        lock (gate)
        {
            return missing!.Contains(key); // once there, it stays
        }
    }

    private TValue? FindOrNote(Finder find, TKey key)
    {
        if (find(key, out var value))
        {
            return value;
        }

        lock (gate)
        {
            (missing ??= []).Add(key);
        }

        return default;
    }

    /// <summary>Ends an entry and those who joined it; <paramref name="end"/> says how.</summary>
    private void End<TState>(Entry entry, TState state, Action<TaskCompletionSource<TValue?>, TState> end)
    {
        end(entry, state);
        List<TaskCompletionSource<TValue?>>? joined;
        lock (gate)
        {
            joined = entry.Close();
        }

        if (joined is not null)
        {
            foreach (var waiter in joined)
            {
                end(waiter, state);
            }
        }
    }

    /// <summary>
    /// A key that was asked for. Each who waits gets a task of their own: of several who await one task, .NET lets only one go on at
    /// once and queues the others, which would then ask for their next keys after the batch that these belong to. Guarded by the gate.
    /// </summary>
    private sealed class Entry : TaskCompletionSource<TValue?>
    {
        private List<TaskCompletionSource<TValue?>>? others;

        public Task<TValue?> Join()
        {
            if (Task.IsCompleted)
            {
                return Task;
            }

            var own = new TaskCompletionSource<TValue?>();
            (others ??= []).Add(own);
            return own.Task;
        }

        /// <summary>Answers those who joined before it was ended; nobody joins it any more.</summary>
        public List<TaskCompletionSource<TValue?>>? Close()
        {
            var joined = others;
            others = null;
            return joined;
        }
    }

    /// <summary>Looks a key up in what was fetched.</summary>
    private protected delegate bool Finder(TKey key, out TValue? value);

    /// <summary>The keys of one fetch. Waiting resolvers go on inside <see cref="DispatchAsync"/>, so that what they load next gathers too.</summary>
    private sealed class Batch(DataLoaderBase<TKey, TValue> owner, CancellationToken token)
    {
        private readonly List<Entry> waiting = [];
        private bool sharesToken = true;

        public List<TKey> Keys { get; } = [];

        public void Add(TKey key, Entry entry, CancellationToken cancellationToken)
        {
            Keys.Add(key);
            waiting.Add(entry);
            sharesToken &= cancellationToken == token;
        }

        [SuppressMessage("Design", "CA1031", Justification = "Whatever the fetch throws belongs to the resolvers that wait for it.")]
        public async ValueTask DispatchAsync()
        {
            lock (owner.gate)
            {
                if (ReferenceEquals(owner.open, this))
                {
                    owner.open = null;
                }
            }

            try
            {
                var cancellationToken = sharesToken ? token : CancellationToken.None;
                var find = await owner.FetchAsync(Keys, cancellationToken);
                HandOut(find);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested && sharesToken)
            {
                waiting.ForEach(entry => owner.End(entry, token, static (waiter, reason) => waiter.TrySetCanceled(reason)));
            }
            catch (Exception exception)
            {
                waiting.ForEach(entry => owner.End(entry, exception, static (waiter, reason) => waiter.TrySetException(reason)));
            }
        }

        /// <summary>Lets every waiting resolver go on before the next keys are fetched, so that what they load next goes together.</summary>
        private void HandOut(Finder find)
        {
            var gate = owner.scheduler as IBatchGate;
            gate?.Hold();
            try
            {
                for (var i = 0; i < waiting.Count; i++)
                {
                    owner.End(waiting[i], owner.FindOrNote(find, Keys[i]), static (waiter, value) => waiter.TrySetResult(value));
                }
            }
            finally
            {
                gate?.Release();
            }
        }
    }
}
