namespace Notify.GraphQL.DataLoaders;

/// <summary>Marks a class that resolvers may take as a parameter and of which a request has one instance.</summary>
public interface IDataLoader;

/// <summary>Fetches values by their keys, many at once, each once per request.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public interface IDataLoader<TKey, TValue> : IDataLoader
    where TKey : notnull
{
    /// <summary>Answers the value of a key, with other keys asked for at about the same time; the type's default when there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>Answers the values of keys in their order; the type's default where there is none.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Answers the value of a key that must have one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    Task<TValue> LoadRequiredAsync(TKey key, CancellationToken cancellationToken = default);
}

/// <summary>How a loader works.</summary>
public sealed class DataLoaderOptions
{
    /// <summary>Gets or sets how many keys one fetch may ask for; more are split. Default 1,024, at least 1.</summary>
    public int MaxBatchSize { get; set; } = 1_024;
}
