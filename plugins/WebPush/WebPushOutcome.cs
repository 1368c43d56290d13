using Notify.Channels.Sdk;

namespace Notify.Channels.WebPush;

/// <summary>Says what a push service's answer means for the next step (RFC 8030 sections 5 and 7.3).</summary>
internal static class WebPushOutcome
{
    private const int LongestId = 1_000;
    private const string VapidRefused = "The push service refused the VAPID key: the browser subscribed with another one, or the keys are wrong.";

    public static SendOutcome Of(HttpResponseMessage response, bool isTrusted, TimeProvider timeProvider)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new SendOutcome.Accepted { ProviderMessageId = Id(response) },
            404 or 410 => new SendOutcome.EndpointGone { Code = $"http-{status}", Reason = "The browser's subscription has ended." },
            413 => new SendOutcome.Rejected { Code = "payload-too-large", Reason = "The push service found the message too large." },
            401 or 403 when isTrusted => new SendOutcome.Misconfigured { Code = "vapid-refused", Reason = VapidRefused },
            401 or 403 => new SendOutcome.Rejected { Code = "vapid-refused", Reason = VapidRefused },
            _ => ProviderHttp.ToOutcome(response, timeProvider),
        };
    }

    /// <summary>The endpoint is the subscriber's, so an address that is not allowed says nothing about the integration.</summary>
    public static SendOutcome OfSubscriber(SendOutcome outcome) => outcome is SendOutcome.Misconfigured { Code: "address-not-allowed" } it
        ? new SendOutcome.Rejected { Code = it.Code, Reason = "The subscription's endpoint leads to a private, local or reserved address." } : outcome;

    private static string? Id(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var location) && location.ToString() is { Length: > 0 and <= LongestId } id ? id : null;
}
