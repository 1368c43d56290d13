using System.Security.Claims;
using Notify.Delivery.Contracts;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Schema.Access;

/// <summary>An API key's principal in the form of claims, as resolvers see it.</summary>
internal static class Caller
{
    /// <summary>The role of keys that may change or show how the environment is run.</summary>
    public const string Management = nameof(ApiKeyType.Normal);

    private const string Environment = "notify:environment";

    public static ClaimsPrincipal ToClaims(ApiKeyPrincipal principal) => new(new ClaimsIdentity(
        [
            new Claim(Environment, principal.EnvironmentId.ToString()),
            new Claim(ClaimTypes.NameIdentifier, principal.ApiKeyId.ToString()),
            new Claim(ClaimTypes.Role, principal.Type.ToString()),
        ],
        authenticationType: "ApiKey"));

    /// <summary>Gets the only environment that the caller can see.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the resolver has no rule.</exception>
    public static EnvironmentId EnvironmentId(this ClaimsPrincipal user) =>
        Primitives.EnvironmentId.TryParse(user.FindFirst(Environment)?.Value, out var environment)
            ? environment
            : throw new InvalidOperationException("The resolver ran without a caller; it lacks [Authorize].");

    public static SendCaller SendCaller(this ClaimsPrincipal user) => new(
        user.EnvironmentId(),
        Simulated: user.IsInRole(nameof(ApiKeyType.Test)),
        GuestsOnly: user.IsInRole(nameof(ApiKeyType.Team)));
}
