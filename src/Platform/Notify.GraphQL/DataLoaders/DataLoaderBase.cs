using System.Diagnostics.CodeAnalysis;

namespace Notify.GraphQL.DataLoaders;

/// <summary>Collects keys until the request has nothing else to do, then fetches them together. Thread-safe; lives for one request.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class DataLoaderBase<TKey, TValue> : IDataLoader<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TaskCompletionSource<TValue?>> cache = [];
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
        TaskCompletionSource<TValue?>? entry;
        lock (gate)
        {
            requestToken ??= cancellationToken;
            if (!cache.TryGetValue(key, out entry))
            {
                cache[key] = entry = new TaskCompletionSource<TValue?>();
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

        return entry.Task.IsCompleted || !cancellationToken.CanBeCanceled || cancellationToken == requestToken ? entry.Task : entry.Task.WaitAsync(cancellationToken);
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
        var known = new TaskCompletionSource<TValue?>();
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

    /// <summary>Looks a key up in what was fetched.</summary>
    private protected delegate bool Finder(TKey key, out TValue? value);

    /// <summary>The keys of one fetch. Waiting resolvers go on inside <see cref="DispatchAsync"/>, so that what they load next gathers too.</summary>
    private sealed class Batch(DataLoaderBase<TKey, TValue> owner, CancellationToken token)
    {
        private readonly List<TaskCompletionSource<TValue?>> waiting = [];
        private bool sharesToken = true;

        public List<TKey> Keys { get; } = [];

        public void Add(TKey key, TaskCompletionSource<TValue?> entry, CancellationToken cancellationToken)
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
                waiting.ForEach(entry => entry.TrySetCanceled(token));
            }
            catch (Exception exception)
            {
                waiting.ForEach(entry => entry.TrySetException(exception));
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
                    waiting[i].TrySetResult(owner.FindOrNote(find, Keys[i]));
                }
            }
            finally
            {
                gate?.Release();
            }
        }
    }
}
