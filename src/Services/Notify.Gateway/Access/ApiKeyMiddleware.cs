using Microsoft.AspNetCore.Authorization;
using Notify.Postgres.Environments;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Access;

/// <summary>Proves the caller by <c>Authorization: Bearer</c> and enters the key's environment. Denies by default.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, IApiKeyAuthenticator authenticator)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is not RouteEndpoint route || route.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? next(context) // no route, or routing's own 405 and 415 answers: nothing to protect
            : AuthenticateAsync(context, route.Metadata.GetMetadata<ApiKeyRule>());

    private async Task AuthenticateAsync(HttpContext context, ApiKeyRule? rule)
    {
        var principal = await authenticator.AuthenticateAsync(ReadKey(context), context.RequestAborted)
            ?? throw new NotifyException(ErrorCode.Unauthorized, "The API key is unknown or was revoked.");
        if (rule is null or { OnlyNormal: true } && principal.Type != ApiKeyType.Normal)
        {
            throw new NotifyException(
                ErrorCode.Forbidden, $"A {principal.Type.ToString().ToUpperInvariant()} key cannot do this; use a NORMAL key.");
        }

        context.RequestServices.GetRequiredService<EnvironmentScope>().Enter(principal.EnvironmentId);
        context.SetCaller(principal);
        await next(context);
    }

    private static string ReadKey(HttpContext context) =>
        BearerKey.Read(context.Request.Headers.Authorization)
        ?? throw new NotifyException(ErrorCode.Unauthorized, "Send the API key as 'Authorization: Bearer <key>'.");
}
