using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>Slack's answer to a method of its Web API: <c>{"ok":true,"channel":"C1H9RESGL","ts":"1503435956.000247"}</c> or <c>{"ok":false,"error":"…"}</c>.</summary>
internal sealed record BotAnswer
{
    private const int LongestAnswerRead = 128 * 1024; // it repeats the message

    private const string WrongUrl = "Is baseUrl the URL of Slack's API?";

    public bool Ok { get; private init; }

    public string? Error { get; private init; }

    public string? Timestamp { get; private init; }

    /// <summary>Says what an answer to <c>chat.postMessage</c> means for the next step.</summary>
    public static async ValueTask<SendOutcome> ToOutcomeAsync(HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is 404 or 405 or (>= 300 and < 400))
            return new SendOutcome.Misconfigured { Code = $"http-{status}", Reason = $"The server answered {status}. {WrongUrl}" };
        if (status == 429)
            return new SendOutcome.Throttled { Code = "ratelimited", RetryAfter = ProviderHttp.RetryAfter(response, timeProvider) };
        if (status is < 200 or >= 300)
            return ProviderHttp.ToOutcome(response, timeProvider);

        if (await ReadAsync(response, cancellationToken) is not { } answer)
            return new SendOutcome.Ambiguous { Code = "unreadable-answer", Reason = $"The server did not answer like Slack. {WrongUrl}" };
        return answer.Ok
            ? new SendOutcome.Accepted { ProviderMessageId = answer.Timestamp } // without the channel, which is the address
            : SlackError.Of(answer.Error, ProviderHttp.RetryAfter(response, timeProvider));
    }

    /// <returns>The answer; <see langword="null"/> when it is not one of Slack's.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async ValueTask<BotAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Parse((await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken)).Span);

    private static BotAnswer? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, default); // of an answer that was cut off, the beginning tells all
        bool? ok = null;
        string? error = null, timestamp = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                if (reader.ValueTextEquals("ok"u8))
                    ok = reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : null;
                else if (reader.ValueTextEquals("error"u8))
                    error = Text(ref reader);
                else if (reader.ValueTextEquals("ts"u8))
                    timestamp = Text(ref reader);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        return ok is { } known ? new() { Ok = known, Error = error, Timestamp = timestamp } : null;
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
}
