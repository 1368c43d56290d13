using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Says what SendGrid's answer means for the next step.</summary>
internal sealed class SendGridOutcome(SendGridSettings settings, TimeProvider timeProvider)
{
    private const int LongestAnswerRead = 16 * 1024;
    private const string WrongUrl = "Is baseUrl the URL of SendGrid's API?";

    /// <summary>Says what an answer means.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="messages">What was sent, so that none of it is repeated.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<SendOutcome> OfAsync(HttpResponseMessage response, EmailMessage[] messages, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == 202 || (status == 200 && settings.SandboxMode))
        {
            return new SendOutcome.Accepted
            {
                ProviderMessageId = response.Headers.NonValidated.TryGetValues("X-Message-Id", out var ids) ? ids.ToString() : null,
                IsSimulated = settings.SandboxMode,
            };
        }

        if (status is >= 200 and < 300)
            return new SendOutcome.Ambiguous { Code = "unreadable-answer", Reason = $"The server answered {status}, not 202 as SendGrid does. {WrongUrl}" };
        if (status == 429)
            return new SendOutcome.Throttled { Code = "http-429", RetryAfter = ProviderHttp.RetryAfter(response, timeProvider) ?? Reset(response) };
        if (status is 404 or 405 or (>= 300 and < 400))
            return new SendOutcome.Misconfigured { Code = $"http-{status}", Reason = $"SendGrid answered {status}. {WrongUrl}" };

        var body = await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken);
        return ProviderHttp.ToOutcome(response, timeProvider, reason: Reason(status, body, messages));
    }

    /// <summary>Reads <c>{"errors":[{"message":"…","field":"…"}]}</c>; what is not of that form only has its status told.</summary>
    private string Reason(int status, ReadOnlyMemory<byte> body, EmailMessage[] messages)
    {
        var reason = $"SendGrid answered {status}.";
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("errors", out var errors)
                || errors.ValueKind != JsonValueKind.Array || errors.GetArrayLength() == 0 || errors[0].ValueKind != JsonValueKind.Object)
            {
                return reason;
            }

            var field = errors[0].Text("field");
            var message = errors[0].Text("message");
            return message is null
                ? reason
                : SafeText.Of(field is null ? $"SendGrid answered {status}: {message}" : $"SendGrid answered {status} to {field}: {message}", Hidden(messages));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return reason;
        }
    }

    private string?[] Hidden(EmailMessage[] messages)
    {
        var common = messages[0];
        return
        [
            settings.ApiKey, common.Credentials?.Password, common.Text, common.Html, common.From?.Address, common.From?.Name,
            .. messages.SelectMany(static message => new[] { message.Address, message.ToName, message.Subject }),
        ];
    }

    /// <summary>Reads <c>X-RateLimit-Reset</c>, a Unix time.</summary>
    private TimeSpan? Reset(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("X-RateLimit-Reset", out var values) || !long.TryParse(values.FirstOrDefault(), out var seconds)
            || seconds is < 0 or > 253_402_300_799) // the last second that a date can have
        {
            return null;
        }

        var wait = DateTimeOffset.FromUnixTimeSeconds(seconds) - timeProvider.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
