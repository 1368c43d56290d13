using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Notify.ServiceDefaults.Health;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Instrumentation.Http;

namespace Notify.ServiceDefaults.Telemetry;

/// <summary>
/// What spans of HTTP may not hold: paths and queries. Ours have ids that callers chose; providers' have device tokens and telephone numbers.
/// Questions about health leave no spans.
/// </summary>
internal static class SpanRules
{
    public static void Apply(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = static context => !context.Request.Path.StartsWithSegments(HealthEndpoints.Prefix);
        options.EnrichWithHttpRequest = static (activity, _) => Hide(activity, route: null);
        options.EnrichWithHttpResponse = static (activity, response) => Hide(activity, RouteOf(response.HttpContext));
        options.EnrichWithException = static (activity, _) => activity.SetStatus(ActivityStatusCode.Error); // without its message
    }

    public static void Apply(HttpClientTraceInstrumentationOptions options) =>
        options.EnrichWithHttpRequestMessage = static (activity, request) => activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority));

    private static string? RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    private static void Hide(Activity activity, string? route)
    {
        activity.SetTag("url.path", route);
        activity.SetTag("url.query", null);
    }
}
