using Notify.Gateway.Problems;
using Notify.GraphQL.Execution;
using Notify.Postgres.Environments;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Schema.Access;

/// <summary>Proves who calls the GraphQL door, and enters the key's environment in every service scope that the request uses.</summary>
internal sealed class GraphQLCallers(IApiKeyAuthenticator authenticator)
{
    /// <summary>Finds the principal of a presented key.</summary>
    /// <exception cref="GraphQLException">The key is unknown or was revoked, or nobody can tell now.</exception>
    public async ValueTask<ApiKeyPrincipal> ProveAsync(string presentedKey, CancellationToken cancellationToken)
    {
        try
        {
            return await authenticator.AuthenticateAsync(presentedKey, cancellationToken)
                ?? throw Refuse("The API key is unknown or was revoked.", ErrorCode.Unauthorized, null);
        }
        catch (Exception outage) when (outage is not GraphQLException and not OperationCanceledException
            && ExceptionReading.Read(outage) is { Problem: { } problem } read && problem.Code == ErrorCode.Unavailable.Text)
        {
            throw Refuse(problem.Detail, ErrorCode.Unavailable, read.RetryAfter);
        }
    }

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

    private static GraphQLException Refuse(string message, ErrorCode code, TimeSpan? retryAfter)
    {
        var error = ErrorBuilder.New().SetMessage(message).SetCode(code.Text);
        if (retryAfter is { } wait)
        {
            error.SetExtension("retryAfterSeconds", (int)Math.Ceiling(wait.TotalSeconds));
        }

        return new(error.Build()) { HttpStatus = code.Status };
    }
}
