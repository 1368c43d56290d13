using System.Net.Http.Headers;
using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>Says what an endpoint's answer, or its absence, means for the next step.</summary>
internal static class WebhookOutcome
{
    public static SendOutcome Of(HttpResponseMessage response, string host, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var code = $"http-{status}";
        var reason = $"{host} answered {status}.";
        return status switch
        {
            >= 200 and < 300 => new SendOutcome.Accepted(),
            410 => new SendOutcome.EndpointGone { Code = code, Reason = reason },
            429 => new SendOutcome.Throttled { Code = code, RetryAfter = Wait(response.Headers.RetryAfter, now) },
            408 or 425 or >= 500 => new SendOutcome.Transient { Code = code, Reason = reason, RetryAfter = Wait(response.Headers.RetryAfter, now) },
            >= 300 and < 400 => new SendOutcome.Rejected { Code = code, Reason = $"{reason} Redirects are not followed: enter the final URL." },
            _ => new SendOutcome.Rejected { Code = code, Reason = reason },
        };
    }

    public static SendOutcome Of(HttpRequestException exception, string host)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ConnectionRefusedException refused)
            {
                return refused.Code == ConnectionRefusedException.AddressNotAllowed
                    ? new SendOutcome.Rejected { Code = refused.Code, Reason = refused.Message }
                    : new SendOutcome.Transient { Code = refused.Code, Reason = refused.Message };
            }
        }

        return exception.HttpRequestError == HttpRequestError.SecureConnectionError
            ? new SendOutcome.Transient { Code = "tls-failed", Reason = $"{host}: no TLS connection could be made; is the certificate valid?" }
            : Lost(host);
    }

    public static SendOutcome Lost(string host) =>
        new SendOutcome.Ambiguous { Code = "connection-lost", Reason = $"{host} closed the connection before it answered." };

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var wait = retryAfter?.Delta ?? (retryAfter?.Date - now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
