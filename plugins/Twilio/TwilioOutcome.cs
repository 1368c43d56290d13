using System.Net;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Says what Twilio's answer means for the next step.</summary>
internal sealed class TwilioOutcome(TimeProvider timeProvider)
{
    private const int LongestAnswerRead = 16 * 1024;
    private const string WrongUrl = "Is baseUrl the URL of Twilio's API?";

    public async ValueTask<SendOutcome> OfAsync(HttpResponseMessage response, int? segments, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Created)
            return new SendOutcome.Accepted { ProviderMessageId = await SidAsync(response, cancellationToken), Segments = segments };

        var status = (int)response.StatusCode;
        var body = await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken);
        var code = CodeOf(body.Span);
        if (code is { } known && TwilioError.Of(known, ProviderHttp.RetryAfter(response, timeProvider)) is { } outcome)
            return outcome;
        if (status is >= 200 and < 300)
            return new SendOutcome.Ambiguous { Code = "unreadable-answer", Reason = $"The server answered {status}, not 201 as Twilio does. {WrongUrl}" };
        if (status is 404 or 405 or (>= 300 and < 400))
            return new SendOutcome.Misconfigured { Code = $"http-{status}", Reason = $"The server answered {status}. {WrongUrl}" };

        if (code is not { } unknown)
            return ProviderHttp.ToOutcome(response, timeProvider);

        var page = $"https://www.twilio.com/docs/api/errors/{unknown}";
        return ProviderHttp.ToOutcome(response, timeProvider, TwilioError.Text(unknown), $"Twilio answered {status} with error {unknown}: {page}");
    }

    /// <summary>Once Twilio has said that the message exists, nothing that goes wrong makes it unsent.</summary>
    private static async ValueTask<string?> SidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken);
            return TextOf(body.Span, "sid"u8);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static string? TextOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        return TryFind(ref reader, name) && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }

    private static int? CodeOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return TryFind(ref reader, "code"u8) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var code) ? code : null;
    }

    /// <summary>Moves to the value of a top-level member; what is not JSON has none.</summary>
    private static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var isIt = reader.CurrentDepth == 1 && reader.ValueTextEquals(name);
                reader.Read();
                if (isIt)
                    return true;
                reader.TrySkip();
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
