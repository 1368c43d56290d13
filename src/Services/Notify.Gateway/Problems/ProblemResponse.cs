using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Notify.Gateway.Problems;

/// <summary>Writes a problem as the answer.</summary>
internal static class ProblemResponse
{
    public static async Task WriteProblemAsync(this HttpResponse response, Problem problem, TimeSpan? retryAfter)
    {
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"notify\"";
        }

        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await JsonSerializer.SerializeAsync(response.BodyWriter, problem, ProblemJson.Wire.Problem, response.HttpContext.RequestAborted);
    }
}
