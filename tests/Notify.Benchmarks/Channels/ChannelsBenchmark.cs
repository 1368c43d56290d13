using System.Net.Http.Json;
using Notify.Benchmarks.Rig;
using Notify.Channels.Sdk;

namespace Notify.Benchmarks.Channels;

/// <summary>
/// What the channel plugins add to the clients they are built on: each sends to its fake provider in another process, in turns with a bare client that
/// sends the very request that the plugin sent.
/// </summary>
internal static class ChannelsBenchmark
{
    private const int HttpSends = 30_000;
    private const int EncryptedSends = 6_000;
    private const int Mails = 16_000;
    private const string Bare = "bare client";

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(servers);
        await using var process = await ServerProcess.StartAsync("dotnet", [NotifySystem.Program("Notify.Benchmarks"), FakeProviders.Command], cancellationToken);
        using var peer = new HttpClient { BaseAddress = process.Address };
        var setup = (await peer.GetFromJsonAsync<FakesSetup>("/setup", cancellationToken))!; // the fakes always answer with one
        var providers = new ChannelProviders(setup);
        try
        {
            await SmtpAsync(report, peer, setup, providers.Smtp, cancellationToken);
            foreach (var (provider, message) in providers.Http.Values)
            {
                await SendLoad.RunAsync(EncryptedSends, token => ChannelProviders.SendAsync(provider, message, token), cancellationToken); // what they share is compiled before the first is measured
            }

            foreach (var (id, (provider, message)) in providers.Http)
            {
                await HttpAsync(report, peer, setup, id, provider, message, cancellationToken);
            }

            var (nanoseconds, bytes) = await GuardCost.MeasureAsync(providers.Http["webhook"].Provider, cancellationToken);
            report.Add("the host's guard around a call", nanoseconds, "ns/send");
            report.Add("the host's guard around a call", bytes, "B/send");
        }
        finally
        {
            foreach (var provider in providers.Http.Values.Select(static entry => entry.Provider).Append(providers.Smtp))
            {
                await provider.DisposeAsync();
            }

            File.Delete(setup.CertificatePath);
        }
    }

    private static async Task HttpAsync(
        Report report, HttpClient peer, FakesSetup setup, string id, IChannelProvider provider, ChannelMessage message, CancellationToken cancellationToken)
    {
        Func<CancellationToken, ValueTask> plugin = token => ChannelProviders.SendAsync(provider, message, token);
        await plugin(cancellationToken);
        var captured = (await peer.GetFromJsonAsync<CapturedRequest>($"/captured/{id}", cancellationToken))!; // there is one: it was just sent
        using var bare = new BareHttp(setup.BaseUrls[id], captured, setup.CertificatePath);
        var encryption = new PlainEncryption(setup.Subscription);
        var plaintext = new byte[Math.Max(0, captured.Body.Length - PlainEncryption.Overhead)];
        var isEncrypted = id == "web-push";
        List<Func<CancellationToken, ValueTask>> senders = [plugin, isEncrypted ? token => bare.SendAsync(encryption.Encrypt(plaintext), token) : bare.SendAsync];
        if (isEncrypted)
        {
            senders.Add(bare.SendAsync);
        }

        var count = isEncrypted ? EncryptedSends : HttpSends;
        var turns = await Rounds.TurnsAsync<SendCost>([.. senders.Select<Func<CancellationToken, ValueTask>, Func<Task<SendCost>>>(send => () => SendLoad.RunAsync(count, send, cancellationToken))]);
        SendCost[] costs = [.. turns.Select(SendLoad.Median)];
        Tell(report, id, isEncrypted ? $"{Bare} + RFC 8291" : Bare, costs[0], costs[1]);
        if (isEncrypted)
        {
            Tell(report, id, $"{Bare}, one ciphertext again and again", costs[0], costs[2]);
        }
    }

    private static async Task SmtpAsync(Report report, HttpClient peer, FakesSetup setup, IChannelProvider provider, CancellationToken cancellationToken)
    {
        var mail = ChannelProviders.Mail();
        Func<CancellationToken, ValueTask> plugin = token => ChannelProviders.SendAsync(provider, mail, token);
        await plugin(cancellationToken);
        var content = (await peer.GetFromJsonAsync<byte[]>("/captured/smtp", cancellationToken))!; // there is one: it was just sent
        using var bare = await BareSmtp.ConnectAsync(setup.SmtpPort, ChannelProviders.SmtpConnections, content, cancellationToken);
        var (program, reason) = await PeerProgram.InstallAsync("smtp.mjs", cancellationToken);
        await using var node = program is null ? null : await ServerProcess.StartAsync("node", [program], cancellationToken);
        List<Func<Task<SendCost>>> contenders = [() => SendLoad.RunAsync(Mails, plugin, cancellationToken), () => SendLoad.RunAsync(Mails, bare.SendAsync, cancellationToken)];
        using var client = new HttpClient { BaseAddress = node?.Address };
        if (node is not null)
        {
            contenders.Add(() => NodemailerAsync(client, setup.SmtpPort, mail, cancellationToken));
        }

        SendCost[] costs = [.. (await Rounds.TurnsAsync(contenders)).Select(SendLoad.Median)];
        Tell(report, "smtp", "bare sockets", costs[0], costs[1]);
        if (node is null)
        {
            report.Skip("smtp: nodemailer", reason);
            return;
        }

        report.Add("smtp: nodemailer", costs[2].PerSecond, "mails/s");
        report.Add("smtp", costs[0].PerSecond, "mails/s", "nodemailer", costs[2].PerSecond);
        report.Add("smtp: nodemailer, processor time", costs[2].CpuMicroseconds, "µs/send");
        report.AddCost("smtp, processor time", costs[0].CpuMicroseconds, "µs/send", "nodemailer", costs[2].CpuMicroseconds);
    }

    private static async Task<SendCost> NodemailerAsync(HttpClient client, int port, EmailMessage mail, CancellationToken cancellationToken)
    {
        var task = new
        {
            port, connections = ChannelProviders.SmtpConnections, callers = SendLoad.Callers, count = Mails,
            mail = new { from = "shop@example.com", to = mail.Address, subject = mail.Subject, text = mail.Text },
        };
        using var answer = await client.PostAsJsonAsync("/", task, cancellationToken);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<SendCost>(cancellationToken)
            : throw new InvalidOperationException($"nodemailer: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static void Tell(Report report, string id, string other, SendCost plugin, SendCost bare)
    {
        report.Add($"{id}: {other}", bare.PerSecond, "sends/s");
        report.Add(id, plugin.PerSecond, "sends/s", other, bare.PerSecond);
        report.AddCost($"{id}, processor time", plugin.CpuMicroseconds, "µs/send", other, bare.CpuMicroseconds);
        report.AddCost($"{id}, allocated", plugin.Bytes, "B/send", other, bare.Bytes);
    }
}
