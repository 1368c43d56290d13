using Notify.Primitives;

namespace Notify.Audience.Contracts;

/// <summary>The addresses of an environment that must not be used, whoever they belong to.</summary>
public interface ISuppressionList
{
    /// <summary>Adds an address. One that is on the list already keeps its first entry.</summary>
    /// <returns><see langword="true"/> when it was not on the list before.</returns>
    ValueTask<bool> AddAsync(EnvironmentId environmentId, Suppression suppression, CancellationToken cancellationToken);

    /// <summary>Takes an address off the list.</summary>
    /// <returns><see langword="false"/> when it was not on it.</returns>
    ValueTask<bool> RemoveAsync(EnvironmentId environmentId, string channel, string address, CancellationToken cancellationToken);

    /// <summary>Lists entries in the order of channel and address, on a keyset.</summary>
    /// <param name="environmentId">Whose list.</param>
    /// <param name="after">The channel and address of the previous page's last entry; <see langword="null"/> for the first page.</param>
    /// <param name="limit">How many, from 1.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<Suppression>> ListAsync(EnvironmentId environmentId, (string Channel, string Address)? after, int limit, CancellationToken cancellationToken);
}
