using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>The environments of the caller's project.</summary>
public interface IEnvironmentDirectory
{
    /// <summary>Lists the environments of the caller's project, oldest first.</summary>
    ValueTask<IReadOnlyList<EnvironmentInfo>> ListAsync(ApiKeyPrincipal caller, CancellationToken cancellationToken);

    /// <summary>Makes an environment in the caller's project. It starts empty and without keys.</summary>
    /// <param name="caller">Who asks; only a NORMAL key may.</param>
    /// <param name="name">1 to 64 characters, unique within the project whatever the case.</param>
    /// <param name="requestKey">The caller's idempotency key, if one was sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="NotifyException">The name is not valid or taken.</exception>
    ValueTask<EnvironmentInfo> CreateAsync(ApiKeyPrincipal caller, string? name, RequestKey? requestKey, CancellationToken cancellationToken);
}
