using Notify.GraphQL.Execution;
using Notify.Postgres.Environments;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Schema.Access;

/// <summary>Proves who calls the GraphQL door, and enters the key's environment in every service scope that the request uses.</summary>
internal sealed class GraphQLCallers(IApiKeyAuthenticator authenticator)
{
    /// <summary>Finds the principal of a presented key.</summary>
    /// <exception cref="GraphQLException">The key is unknown or was revoked.</exception>
    public async ValueTask<ApiKeyPrincipal> ProveAsync(string presentedKey, CancellationToken cancellationToken) =>
        await authenticator.AuthenticateAsync(presentedKey, cancellationToken)
        ?? throw new GraphQLException(ErrorBuilder.New()
            .SetMessage("The API key is unknown or was revoked.").SetCode(ErrorCode.Unauthorized.Text).Build());

    /// <summary>Makes a request one of the key's.</summary>
    public void Complete(OperationRequest request, ApiKeyPrincipal principal, string presentedKey)
    {
        request.User = Caller.ToClaims(principal);
        request.SharingScope = principal.ApiKeyId.ToString(); // the same key sees the same data by the same rights
        request.Services.GetRequiredService<EnvironmentScope>().Enter(principal.EnvironmentId);
        request.PrepareEventScope = async (services, cancellationToken) =>
        {
            // A subscription outlives many things, a revoked key not among them.
            var now = await ProveAsync(presentedKey, cancellationToken);
            services.GetRequiredService<EnvironmentScope>().Enter(now.EnvironmentId);
        };
    }
}
