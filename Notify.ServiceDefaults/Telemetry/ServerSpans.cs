using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Notify.ServiceDefaults.Health;

namespace Notify.ServiceDefaults.Telemetry;

/// <summary>
/// Completes the framework's server spans with route and status (OpenTelemetry HTTP conventions), drops those of health questions, and
/// replaces the path by the route, because paths hold ids that callers chose.
/// </summary>
internal sealed class ServerSpans(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (activity is null)
        {
            return next(context);
        }

        if (context.Request.Path.StartsWithSegments(HealthEndpoints.Prefix))
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return next(context);
        }

        return CompleteAsync(context, activity);
    }

    private async Task CompleteAsync(HttpContext context, Activity activity)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Describe(context, activity);
        }
    }

    private static void Describe(HttpContext context, Activity activity)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.route", route);
        activity.SetTag("url.path", route);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError && activity.Status == ActivityStatusCode.Unset)
        {
            activity.SetTag("error.type", context.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
