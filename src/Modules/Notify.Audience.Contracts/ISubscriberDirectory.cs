using Notify.Primitives;

namespace Notify.Audience.Contracts;

/// <summary>Keeps the subscribers of one environment.</summary>
public interface ISubscriberDirectory
{
    /// <summary>Stores a subscriber whole: what the profile leaves out is forgotten, and every address counts as good again.</summary>
    /// <param name="environmentId">Whose subscriber; the environment that the scope entered.</param>
    /// <param name="externalId">The id that the caller chose: 1 to 64 visible characters.</param>
    /// <param name="profile">What is known.</param>
    /// <param name="requestKey">The caller's idempotency key, if one was sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="NotifyException">Fields are not valid; all such are named at once.</exception>
    ValueTask<StoredSubscriber> StoreAsync(
        EnvironmentId environmentId, string externalId, SubscriberProfile profile, RequestKey? requestKey, CancellationToken cancellationToken);

    /// <summary>Finds a subscriber; <see langword="null"/> when there is none of that id in the environment.</summary>
    ValueTask<Subscriber?> FindAsync(EnvironmentId environmentId, string externalId, CancellationToken cancellationToken);

    /// <summary>Deletes a subscriber with all addresses.</summary>
    /// <returns><see langword="false"/> when there is none of that id in the environment.</returns>
    ValueTask<bool> DeleteAsync(EnvironmentId environmentId, string externalId, RequestKey? requestKey, CancellationToken cancellationToken);

    /// <summary>Finds several subscribers at once; ids of which the environment has none are left out.</summary>
    Task<IReadOnlyList<Subscriber>> FindManyAsync(EnvironmentId environmentId, IReadOnlyList<string> externalIds, CancellationToken cancellationToken);

    /// <summary>Lists subscribers in the order of their ids, on a keyset.</summary>
    /// <param name="environmentId">Whose subscribers; the environment that the scope entered.</param>
    /// <param name="after">The last id of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="limit">How many, from 0.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<Subscriber>> ListAsync(EnvironmentId environmentId, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Counts all subscribers of the environment, exactly.</summary>
    Task<long> CountAsync(EnvironmentId environmentId, CancellationToken cancellationToken);
}
