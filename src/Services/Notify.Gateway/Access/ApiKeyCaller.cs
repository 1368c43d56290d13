using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Access;

/// <summary>Where the proven caller of a request is kept.</summary>
internal static class ApiKeyCaller
{
    /// <summary>Gets who calls.</summary>
    /// <exception cref="InvalidOperationException">The route is anonymous.</exception>
    public static ApiKeyPrincipal Caller(this HttpContext context) =>
        context.Features.Get<ApiKeyPrincipal>()
        ?? throw new InvalidOperationException("The route is anonymous and has no caller; add RequireApiKey to it.");

    internal static void SetCaller(this HttpContext context, ApiKeyPrincipal principal) => context.Features.Set(principal);
}
