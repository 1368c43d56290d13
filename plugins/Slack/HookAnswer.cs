using System.Text;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>The answer of an incoming webhook: <c>ok</c>, or one of Slack's words as plain text.</summary>
internal static class HookAnswer
{
    private const int LongestAnswerRead = 1024;

    /// <summary>Says what an answer means for the next step.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="isOwn">Whether the webhook is the integration's own, so that one that is gone is the integration's fault.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async ValueTask<SendOutcome> ToOutcomeAsync(
        HttpResponseMessage response, bool isOwn, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == 429)
            return new SendOutcome.Throttled { Code = "ratelimited", RetryAfter = ProviderHttp.RetryAfter(response, timeProvider) };

        var word = await WordAsync(response, cancellationToken);
        return status switch
        {
            >= 200 and < 300 => word == "ok"
                ? new SendOutcome.Accepted()
                : new SendOutcome.Ambiguous { Code = "unreadable-answer", Reason = "The server did not answer like Slack's webhooks." },
            404 or 410 => Gone(word ?? $"http-{status}", isOwn),
            403 when word == "invalid_token" => Gone(word, isOwn),
            403 when isOwn => new SendOutcome.Misconfigured { Code = word ?? "http-403", Reason = "The workspace does not let the webhook post." },
            403 => new SendOutcome.Rejected { Code = word ?? "http-403", Reason = "The workspace does not let the webhook post." },
            400 when word is not null => SlackError.Of(word, null),
            >= 300 and < 400 => new SendOutcome.Rejected { Code = $"http-{status}", Reason = "The webhook answered with a redirect, which is not followed." },
            _ => ProviderHttp.ToOutcome(response, timeProvider, word),
        };
    }

    /// <summary>Reads Slack's word; what is not one of its words is nobody's business.</summary>
    public static async ValueTask<string?> WordAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken);
        var word = Encoding.UTF8.GetString(body.Span).Trim();
        return SlackError.IsCode(word) ? word : null;
    }

    private static SendOutcome Gone(string code, bool isOwn) => isOwn
        ? new SendOutcome.Misconfigured { Code = code, Reason = "The integration's webhook no longer works. Make a new one in Slack and change webhookUrl." }
        : new SendOutcome.EndpointGone { Code = code, Reason = "The webhook no longer works." };
}
