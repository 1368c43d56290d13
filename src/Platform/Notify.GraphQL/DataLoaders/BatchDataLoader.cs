namespace Notify.GraphQL.DataLoaders;

/// <summary>Fetches one value per key, many keys at once. Derive from it, and take it as a resolver's parameter.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="batchScheduler">The request's scheduler.</param>
/// <param name="options">How the loader works.</param>
public abstract class BatchDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : DataLoaderBase<TKey, TValue>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Fetches the values of keys. Called from one thread at a time for each batch.</summary>
    /// <param name="keys">The keys, each once; no more than <see cref="DataLoaderOptions.MaxBatchSize"/>.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <returns>The values found; a key that is missing has none.</returns>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    private protected sealed override async ValueTask<Finder> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        var found = await LoadBatchAsync(keys, cancellationToken);
        return found.TryGetValue;
    }
}

/// <summary>Fetches a list of values per key, many keys at once; a key without values has an empty list.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">One value of the list.</typeparam>
/// <param name="batchScheduler">The request's scheduler.</param>
/// <param name="options">How the loader works.</param>
public abstract class GroupedDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : DataLoaderBase<TKey, TValue[]>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Fetches the values of keys.</summary>
    /// <param name="keys">The keys, each once; no more than <see cref="DataLoaderOptions.MaxBatchSize"/>.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    /// <returns>The values found, by key.</returns>
    protected abstract Task<ILookup<TKey, TValue>> LoadGroupedBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    private protected sealed override async ValueTask<Finder> FetchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        var found = await LoadGroupedBatchAsync(keys, cancellationToken);
        return (TKey key, out TValue[]? values) =>
        {
            values = [.. found[key]];
            return true;
        };
    }
}
