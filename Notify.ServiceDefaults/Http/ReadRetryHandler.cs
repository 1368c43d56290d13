using System.Net;

namespace Notify.ServiceDefaults.Http;

/// <summary>Repeats a failed GET or HEAD. Anything else may have had an effect already and is never repeated here.</summary>
internal sealed class ReadRetryHandler(TimeProvider timeProvider) : DelegatingHandler
{
    private const int MaxTries = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            ? ReadAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (attempt == MaxTries || !MayPass(response.StatusCode))
                {
                    return response;
                }

                asked = response.Headers.RetryAfter?.Delta;
                response.Dispose();
            }
            catch (HttpRequestException) when (attempt < MaxTries)
            {
                // the connection broke; the pause below is all that can be done
            }

            await Task.Delay(PauseAfter(attempt, asked), timeProvider, cancellationToken);
        }
    }

    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan PauseAfter(int attempt, TimeSpan? asked)
    {
        var pause = asked ?? FirstPause * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
        return pause < LongestPause ? pause : LongestPause;
    }
}
