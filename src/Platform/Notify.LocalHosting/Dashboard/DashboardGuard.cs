using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Notify.LocalHosting.Dashboard;

/// <summary>Lets in who has the token: by the login page's cookie, or by header; and keeps other sites' pages out.</summary>
internal sealed class DashboardGuard(DashboardToken token, Uri address)
{
    private const string Header = "X-Notify-Token";
    private readonly string cookie = string.Create(CultureInfo.InvariantCulture, $"notify-dashboard-{address.Port}"); // cookies know no ports

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";

        var request = context.Request;
        if (request.Path == "/login")
        {
            await LoginAsync(context);
        }
        else if (request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) || token.Matches(request.Headers[Header]))
        {
            await next(context);
        }
        else if (!token.Matches(request.Cookies[cookie]))
        {
            if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsync($"Send the token that the AppHost printed as {Header}, or log in at {address}login.\n");
                return;
            }

            context.Response.Redirect("/login");
        }
        else if (!HttpMethods.IsGet(request.Method) && request.Headers.Origin is [{ } origin] && !IsOwn(origin))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync($"Refused: the request comes from '{origin}', another site.\n");
        }
        else
        {
            await next(context);
        }
    }

    private async Task LoginAsync(HttpContext context)
    {
        var presented = context.Request.Query["t"].FirstOrDefault();
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            presented = form["t"].FirstOrDefault();
        }

        if (token.Matches(presented?.Trim()))
        {
            context.Response.Cookies.Append(cookie, token.Value, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                MaxAge = TimeSpan.FromDays(3),
                Path = "/",
            });
            context.Response.Redirect("/");
            return;
        }

        context.Response.StatusCode = presented is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(LoginPage.Render(wasWrong: presented is not null));
    }

    private bool IsOwn(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Port == address.Port && uri.Host is "localhost" or "127.0.0.1";
}
