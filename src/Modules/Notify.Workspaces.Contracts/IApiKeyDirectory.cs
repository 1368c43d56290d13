using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>The API keys of the caller's project.</summary>
public interface IApiKeyDirectory
{
    /// <summary>Lists the keys of the caller's environment, oldest first, revoked ones included.</summary>
    ValueTask<IReadOnlyList<ApiKeyInfo>> ListAsync(ApiKeyPrincipal caller, CancellationToken cancellationToken);

    /// <summary>Makes a key. The answer is the only place where it can be read.</summary>
    /// <exception cref="NotifyException">The name is not valid, or the environment is not one of the caller's project.</exception>
    ValueTask<CreatedApiKey> CreateAsync(ApiKeyPrincipal caller, NewApiKey wanted, RequestKey? requestKey, CancellationToken cancellationToken);

    /// <summary>Ends a key of the caller's environment. It stops working within 2 seconds.</summary>
    /// <returns><see langword="false"/> when there is no such key or it was revoked before.</returns>
    ValueTask<bool> RevokeAsync(ApiKeyPrincipal caller, ApiKeyId id, RequestKey? requestKey, CancellationToken cancellationToken);
}
