using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>Whom TEAM keys of an environment may reach.</summary>
public interface IGuestList
{
    /// <summary>Tells whether an address is on the list, whatever the case of its letters.</summary>
    ValueTask<bool> AllowsAsync(EnvironmentId environmentId, string address, CancellationToken cancellationToken);

    /// <summary>Reads the list in the order it was given.</summary>
    ValueTask<IReadOnlyList<string>> ReadAsync(EnvironmentId environmentId, CancellationToken cancellationToken);

    /// <summary>Replaces the list.</summary>
    /// <param name="environmentId">Whose list.</param>
    /// <param name="addresses">At most 1,000 addresses without blanks or control characters, each up to 320 characters.</param>
    /// <param name="requestKey">The caller's idempotency key, if one was sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The list as it is stored.</returns>
    /// <exception cref="NotifyException">An address is not valid; all such are named.</exception>
    ValueTask<IReadOnlyList<string>> ReplaceAsync(
        EnvironmentId environmentId, IReadOnlyList<string?> addresses, RequestKey? requestKey, CancellationToken cancellationToken);
}
