namespace Notify.Workspaces.Contracts;

/// <summary>Tells who presents an API key.</summary>
public interface IApiKeyAuthenticator
{
    /// <summary>Finds the principal of a presented key. Answers may be up to 2 seconds old.</summary>
    /// <param name="presentedKey">The key in clear text, as it came in.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns><see langword="null"/> when the key is unknown, malformed or revoked.</returns>
    ValueTask<ApiKeyPrincipal?> AuthenticateAsync(string presentedKey, CancellationToken cancellationToken);
}
