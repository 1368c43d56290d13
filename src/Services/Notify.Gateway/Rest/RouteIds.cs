using Microsoft.AspNetCore.Http.Features;

namespace Notify.Gateway.Rest;

/// <summary>Reads ids that callers chose from the end of a path.</summary>
internal static class RouteIds
{
    /// <summary>
    /// Gets the last segment, decoded. Routing leaves <c>%2F</c> as it is and decodes everything else, so an id with a slash cannot be told
    /// from one with the characters %2F by then; the request's own line can.
    /// </summary>
    public static string Last(HttpContext context, string routeValue)
    {
        if (!routeValue.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return routeValue;
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
