using Notify.Channels.Testing;

namespace Notify.Channels.Tests.Conformance;

/// <summary>How a mail server fails, by RFC 5321. Once it knows the message, it repeats it.</summary>
internal static class SmtpFaults
{
    public static IReadOnlyList<FaultCase> All =>
    [
        Reply("421 greeting", OutcomeClass.Transient, static talk => talk.WriteAsync("421 4.3.2 busy\r\n").AsTask()),
        Reply("554 greeting", OutcomeClass.Misconfigured, static talk => talk.WriteAsync("554 5.7.1 go away\r\n").AsTask()),
        Reply("535 login", OutcomeClass.Misconfigured, static talk => GreetAsync(talk, "535 5.7.8 wrong")),
        Reply("454 login", OutcomeClass.Transient, static talk => GreetAsync(talk, "454 4.7.0 later")),
        Envelope("550 sender", OutcomeClass.Misconfigured, sender: "550 5.7.1 not you"),
        Envelope("450 recipient", OutcomeClass.Transient, recipient: "450 4.2.0 greylisted"),
        Envelope("550 recipient", OutcomeClass.EndpointGone, recipient: "550 5.1.1 unknown"),
        Envelope("552 recipient", OutcomeClass.Rejected, recipient: "552 5.2.2 full"),
        Envelope("451 data", OutcomeClass.Transient, data: "451 4.3.0 later"),
        Content("451 content", TransportFault.None, OutcomeClass.Transient, static talk => talk.WriteAsync($"451 4.3.0 later {talk.Echo}\r\n").AsTask()),
        Content("554 content", TransportFault.None, OutcomeClass.Rejected, static talk => talk.WriteAsync($"554 5.7.1 spam {talk.Echo}\r\n").AsTask()),
        new() { Name = "refused", Transport = TransportFault.Refused, Allowed = OutcomeClass.Transient, Start = static () => FaultServer.Refusing("smtp") },
        new()
        {
            Name = "no TLS",
            Transport = TransportFault.TlsFailure,
            Allowed = OutcomeClass.Transient | OutcomeClass.Misconfigured,
            Start = static () => FaultServer.Start(static talk => talk.WriteAsync("220 plain\r\n").AsTask(), "smtps"),
        },
        Content("reset", TransportFault.ResetBeforeAnswer, OutcomeClass.Ambiguous, static talk =>
        {
            talk.Reset();
            return Task.CompletedTask;
        }),
        Content("half an answer", TransportFault.ClosedInAnswer, OutcomeClass.Ambiguous, static talk => talk.WriteAsync("25").AsTask()),
        Content("garbage", TransportFault.Garbage, OutcomeClass.Ambiguous, static talk => talk.WriteAsync("HTTP/1.1 200 OK\r\n\r\n").AsTask()),
        Content("silence", TransportFault.Silent, OutcomeClass.Ambiguous, static talk => talk.StayAsync()),
    ];

    private static FaultCase Reply(string name, OutcomeClass allowed, Func<FaultConnection, Task> talk) =>
        new() { Name = name, Allowed = allowed, Start = () => FaultServer.Start(talk, "smtp") };

    private static FaultCase Envelope(string name, OutcomeClass allowed, string sender = "250 ok", string recipient = "250 ok", string data = "354 go on") =>
        Reply(name, allowed, async talk =>
        {
            await GreetAsync(talk, "235 welcome");
            while (await talk.ReadLineAsync() is { } line)
            {
                var reply = line.StartsWith("MAIL", StringComparison.Ordinal) ? sender : line.StartsWith("RCPT", StringComparison.Ordinal) ? recipient : data;
                await talk.WriteAsync($"{reply} {talk.Echo}\r\n");
            }
        });

    private static FaultCase Content(string name, TransportFault transport, OutcomeClass allowed, Func<FaultConnection, Task> end) => new()
    {
        Name = name,
        Transport = transport,
        Allowed = allowed,
        Start = () => FaultServer.Start(
            async talk =>
            {
                await GreetAsync(talk, "235 welcome");
                for (var replies = 0; replies < 3; replies++)
                {
                    await talk.ReadLineAsync();
                    await talk.WriteAsync(replies < 2 ? "250 ok\r\n" : "354 go on\r\n");
                }

                if (!await talk.ReadUntilAsync("."))
                    return;
                talk.Reached();
                await end(talk);
            },
            "smtp"),
    };

    private static async Task GreetAsync(FaultConnection talk, string login)
    {
        await talk.WriteAsync("220 fake\r\n");
        await talk.ReadLineAsync();
        await talk.WriteAsync("250-fake\r\n250 AUTH PLAIN\r\n");
        await talk.ReadLineAsync();
        await talk.WriteAsync($"{login}\r\n");
    }
}
