using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>
/// Whatever happens, nothing that people read shows a secret, an address or a message. The servers that fail here repeat all three in their answers,
/// as some providers do.
/// </summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class SecrecyContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    [Fact]
    public async Task Nothing_that_people_read_shows_a_secret_an_address_or_a_message()
    {
        var leaks = new List<string>();
        foreach (var fault in Channel.Faults)
        {
            await using var server = fault.Start();
            var message = CreateMessage(server.Url);
            var forbidden = Forbidden(server.Url, message);
            server.Echo = string.Join(' ', forbidden.Select(static pair => pair.Text));
            leaks.AddRange(Find(fault.Name, await ObserveAsync(fault, server, message), forbidden));
        }

        var backend = await StartBackendAsync();
        var good = CreateMessage(backend.Url);
        var honest = new FaultCase { Name = "success", Allowed = OutcomeClass.Accepted, Start = static () => FaultServer.Refusing() };
        leaks.AddRange(Find("success", await ObserveAsync(honest, backend.Url, good, Token), Forbidden(backend.Url, good)));

        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    private async Task<List<(string Where, string Text)>> ObserveAsync(FaultCase fault, FaultServer server, ChannelMessage message)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(Token);
        if (fault.Transport == TransportFault.Silent)
            _ = server.Reached.ContinueWith(_ => budget.Cancel(), Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await ObserveAsync(fault, server.Url, message, budget.Token);
    }

    private async Task<List<(string Where, string Text)>> ObserveAsync(FaultCase fault, Uri server, ChannelMessage message, CancellationToken cancellationToken)
    {
        var log = new RecordingLog();
        var provider = CreateProvider(server, log: log);
        var texts = new List<(string, string)>();
        var send = await Call.SendAsync(provider, message, cancellationToken);
        Add("the send's outcome", send.Value, send.Exception);
        if (provider is IBatchSend batch && fault.Transport != TransportFault.Silent)
        {
            var call = await Call.RunAsync(() => batch.SendBatchAsync([message], cancellationToken).AsTask());
            Add("the batch's outcome", call.Value is [var outcome, ..] ? outcome : null, call.Exception);
        }

        if (provider is IVerifyCredentials verifier && fault.Transport != TransportFault.Silent)
        {
            var call = await Call.RunAsync(() => verifier.VerifyAsync(cancellationToken).AsTask());
            Add("the verification", call.Value, call.Exception);
        }

        if (provider is IHealthProbe probe && fault.Transport != TransportFault.Silent)
        {
            var call = await Call.RunAsync(() => probe.ProbeAsync(cancellationToken).AsTask());
            Add("the health report", call.Value, call.Exception);
        }

        texts.Add(("the provider's ToString", provider.ToString() ?? ""));
        texts.AddRange(log.Entries.Select(static entry => ("the log", entry)));
        return texts;

        void Add(string where, object? value, Exception? exception) => texts.Add((where, $"{value} {exception}"));
    }

    private List<(string What, string Text)> Forbidden(Uri server, ChannelMessage message)
    {
        var settings = Channel.SettingsFor(server);
        return
        [
            .. Secrets.Values(Manifest.SettingsSchema, settings).Concat(Channel.MoreSecrets).Select(static secret => ("a secret", secret)),
            ("the address", message.Address),
            ("the message", $"Conformance text of {message.DeliveryId}"),
        ];
    }

    private static IEnumerable<string> Find(string fault, List<(string Where, string Text)> texts, List<(string What, string Text)> forbidden) =>
        from text in texts
        from secret in forbidden
        where text.Text.Contains(secret.Text, StringComparison.OrdinalIgnoreCase)
        select $"{fault}: {text.Where} shows {secret.What}.";
}
