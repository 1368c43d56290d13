using System.Globalization;

namespace Notify.Channels.Testing;

/// <summary>The faults of a provider that is called over HTTP. The kit's table of what a status may mean stands here.</summary>
internal static class HttpFaults
{
    private const OutcomeClass Refusal = OutcomeClass.Rejected | OutcomeClass.EndpointGone | OutcomeClass.Misconfigured;
    private const OutcomeClass Later = OutcomeClass.Transient | OutcomeClass.Throttled | OutcomeClass.Ambiguous;
    private const OutcomeClass Taken = OutcomeClass.Accepted | OutcomeClass.Ambiguous;
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<FaultCase> Of(HttpChannelUnderTest channel) =>
    [
        Answer(channel, 200, Taken, "200 with garbage", body: "<html>Not what was agreed.</html>", mediaType: "text/html"),
        Answer(channel, 400, Refusal),
        Answer(channel, 401, OutcomeClass.Misconfigured | OutcomeClass.Rejected),
        Answer(channel, 403, OutcomeClass.Misconfigured | OutcomeClass.Rejected | OutcomeClass.EndpointGone),
        Answer(channel, 404, Refusal),
        Answer(channel, 408, Later),
        Answer(channel, 410, Refusal),
        Answer(channel, 413, OutcomeClass.Rejected),
        Answer(channel, 429, OutcomeClass.Throttled),
        Answer(channel, 429, OutcomeClass.Throttled, "429 with seconds", Seconds(), Wait),
        Answer(channel, 429, OutcomeClass.Throttled, "429 with a date", Date(), Wait),
        Answer(channel, 500, Later),
        Answer(channel, 502, Later),
        Answer(channel, 503, OutcomeClass.Transient | OutcomeClass.Throttled),
        Answer(channel, 503, OutcomeClass.Transient | OutcomeClass.Throttled, "503 with seconds", Seconds(), Wait),
        Answer(channel, 503, OutcomeClass.Transient | OutcomeClass.Throttled, "503 with a date", Date(), Wait),
        Answer(channel, 504, Later),
        Answer(channel, 999, OutcomeClass.Rejected | Later | OutcomeClass.Misconfigured),
        Answer(channel, 500, Later, "500 with an empty body", body: ""),
        Broken(TransportFault.Refused, OutcomeClass.Transient, static () => FaultServer.Refusing()),
        Broken(TransportFault.TlsFailure, OutcomeClass.Transient | OutcomeClass.Misconfigured, static () => FaultServer.Start(GarbageAtOnceAsync, "https")),
        Broken(TransportFault.ResetBeforeAnswer, OutcomeClass.Ambiguous, static () => AfterRequest(static connection =>
        {
            connection.Reset();
            return ValueTask.CompletedTask;
        })),
        Broken(TransportFault.ClosedInAnswer, Taken, static () => AfterRequest(static connection =>
            connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"))),
        Broken(TransportFault.Garbage, OutcomeClass.Ambiguous, static () => AfterRequest(static connection => connection.WriteAsync("220 This is no web server\r\n"))),
        Broken(TransportFault.Silent, OutcomeClass.Ambiguous, static () => AfterRequest(static async connection => await connection.StayAsync())),
    ];

    private static FaultCase Answer(
        HttpChannelUnderTest channel, int status, OutcomeClass allowed, string? name = null, Func<(string Name, string Value)>? header = null,
        TimeSpan? retryAfter = null, string? body = null, string mediaType = "application/json")
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = mediaType };
        if (header?.Invoke() is { } wait)
            headers[wait.Name] = wait.Value;
        var answer = new HttpAnswer(status, echo => body ?? channel.ErrorBody(status, $"The request failed: {echo}")) { Headers = headers };
        return new()
        {
            Name = name ?? status.ToString(CultureInfo.InvariantCulture),
            Allowed = channel.Expectations.LastOrDefault(expectation => expectation.Status == status)?.Outcome ?? allowed,
            RetryAfter = retryAfter,
            Start = () => FaultServer.Answering(answer),
        };
    }

    private static FaultCase Broken(TransportFault transport, OutcomeClass allowed, Func<FaultServer> start) =>
        new() { Name = transport.ToString(), Transport = transport, Allowed = allowed, Start = start };

    private static Func<(string Name, string Value)> Seconds() => static () => ("Retry-After", Wait.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    private static Func<(string Name, string Value)> Date() => static () => ("Retry-After", (StandingClock.Start + Wait).ToString("R", CultureInfo.InvariantCulture));

    private static FaultServer AfterRequest(Func<FaultConnection, ValueTask> fault) => FaultServer.Start(async connection =>
    {
        if (!await new HttpTalk(connection).ReadAsync())
            return;

        connection.Reached();
        await fault(connection);
    });

    private static async Task GarbageAtOnceAsync(FaultConnection connection)
    {
        connection.Reached();
        await connection.WriteAsync("220 This is no TLS server\r\n");
    }
}
