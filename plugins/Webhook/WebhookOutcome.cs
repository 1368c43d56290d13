using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>Says what an endpoint's answer, or its absence, means for the next step.</summary>
internal static class WebhookOutcome
{
    public static SendOutcome Of(HttpResponseMessage response, string host, TimeProvider timeProvider)
    {
        var code = $"http-{(int)response.StatusCode}";
        var reason = $"{host} answered {(int)response.StatusCode}.";
        return ProviderHttp.ToOutcome(response, timeProvider, code, reason) switch
        {
            SendOutcome.Rejected when (int)response.StatusCode == 410 => new SendOutcome.EndpointGone { Code = code, Reason = reason },
            SendOutcome.Rejected when (int)response.StatusCode >= 600 => new SendOutcome.Transient { Code = code, Reason = reason },
            SendOutcome.Misconfigured => new SendOutcome.Rejected { Code = code, Reason = reason }, // it is this endpoint that refuses; the others are well
            var outcome => outcome,
        };
    }

    /// <summary>Says what a failed request means. An address that must not be called is this message's fault, not the integration's.</summary>
    public static SendOutcome Of(HttpRequestException exception, string host) => ProviderHttp.ToOutcome(exception) switch
    {
        SendOutcome.Misconfigured refused => new SendOutcome.Rejected { Code = refused.Code, Reason = refused.Reason ?? refused.Code },
        SendOutcome.Transient { Code: "tls-failed" } failed => failed with { Reason = $"{host}: no TLS connection could be made; is the certificate valid?" },
        SendOutcome.Ambiguous => Lost(host),
        var outcome => outcome,
    };

    public static SendOutcome Lost(string host) =>
        new SendOutcome.Ambiguous { Code = "connection-lost", Reason = $"{host} closed the connection before it answered." };
}
