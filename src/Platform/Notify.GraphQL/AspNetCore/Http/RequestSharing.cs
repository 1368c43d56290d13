using System.Security.Claims;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>Who shares the execution of equal subscriptions unless an interceptor says otherwise.</summary>
internal static class RequestSharing
{
    private const string Anonymous = "";

    /// <summary>Answers one scope for all who are not signed in; null, for nobody, for those who are.</summary>
    public static string? DefaultScope(ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true ? null : Anonymous;
}
