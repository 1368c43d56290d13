using System.Security.Cryptography;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.GraphQL.Tests.Conformance;

namespace Notify.Channels.Tests.Smtp;

public sealed class DkimTests
{
    private static readonly string Key = DkimKeys.MakePem();

    public static TheoryData<string> Algorithms => ["rsa", "ed25519"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Signs_what_a_library_of_others_verifies_whatever_the_body(string algorithm)
    {
        var (key, record) = DkimKeys.Of(algorithm);
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(Settings(key));
        var plain = Emails.Plain();
        var file = new EmailAttachment { FileName = "Ж.bin", ContentType = "application/octet-stream", Content = Enumerable.Range(0, 20_000).Select(static i => (byte)i).ToArray() };
        EmailMessage[] messages =
        [
            plain,
            plain with { Text = "" },
            plain with { Text = "\n\n\n" },
            plain with { Text = "Blank lines at the end \t\n\n \n\n" },
            plain with { Text = " C \r\nD \t E\r\n\r\n\r\n" }, // the example of RFC 6376 section 3.4.5
            plain with { Text = "\r\n" },
            plain with { Text = " \t \r\n\r\n" },
            plain with { Text = "a\r\n\r\n \r\nb\r\n" },
            plain with { Text = string.Concat(Enumerable.Repeat(new string('x', 490) + "  y\t" + new string('z', 490) + "\r\n", 100)) },
            plain with { Text = ".\n..\n.dot\nline\n." },
            plain with { Text = "two  blanks\tand a tab \n  begin" },
            plain with { Text = new string('x', 5000) },
            plain with { Text = "Grüße, 漢字 und 🚚 " + new string('ü', 3000) },
            plain with { Text = "Text", Html = "<p>" + new string('a', 3000) + "</p>", Attachments = [file] },
            plain with { Subject = "  Bestellung –  1042 🚚 " + new string('ü', 300), ToName = "Zoë, the \"first\"", From = new() { Address = "shop@example.com", Name = "Läden & Söhne" } },
            plain with { UnsubscribeUri = new("https://example.com/u/1"), ReplyTo = [new() { Address = "a@example.com" }, new() { Address = "b@example.com", Name = "B" }] },
            plain with { UnsubscribeUri = new("https://bücher.example/u/" + new string('1', 900)) },
            plain with { Headers = new Dictionary<string, string> { ["In-Reply-To"] = "<a@b>", ["References"] = string.Join(' ', Enumerable.Range(0, 50).Select(static i => $"<{i}.aaaaaaaaaa@b>")), ["list-id"] = "Grüße <news.example.com>" } },
            plain with { Headers = new Dictionary<string, string> { ["List-Id"] = "News <news.example.com>", ["X-Order"] = new('7', 600), ["References"] = "<a@b>  <c@d>" } },
            plain with { Address = "жанна@example.com" },
        ];

        foreach (var message in messages)
            Assert.Equal("Accepted", Outcomes.Describe(await lease.SendAsync(message, TestLimits.Default, TestLimits.Token)));

        var mails = smtp.Mailbox.Messages.Snapshot().Select(static mail => Convert.ToBase64String(mail.Content.Span)).ToArray();
        Assert.Equal(messages.Length, mails.Length);
        var output = await NodeScript.RunAsync("dkim.mjs", ["-"], JsonSerializer.Serialize(new { name = "s1._domainkey.example.com", record, mails }), TestLimits.Token);
        Assert.Equal("4 of 4 ok", output.Trim());
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Signs_through_a_real_postfix_that_adds_its_own_fields(string algorithm)
    {
        var (key, record) = DkimKeys.Of(algorithm);
        await using var smtp = await SmtpFixture.StartAsync();
        await using var postfix = await ForeignServer.StartPostfixAsync(smtp.Mailbox.SmtpPort);
        Assert.IsType<SendOutcome.Accepted>(await smtp.SendAsync(Emails.Plain() with { Text = ".\n.. x\n\n\n" }, Settings(key), postfix.Port));
        await smtp.Mailbox.Messages.WaitForAsync(1, TestLimits.Token);
        var mail = Convert.ToBase64String(smtp.Mailbox.Messages.Snapshot()[0].Content.Span);

        var output = await NodeScript.RunAsync(
            "dkim.mjs", ["-"], JsonSerializer.Serialize(new { name = "s1._domainkey.example.com", record, mails = new[] { mail } }), TestLimits.Token);

        Assert.Equal("4 of 4 ok", output.Trim());
    }

    [Theory]
    [InlineData("example.com", "s1", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----", "dkim-key-invalid")]
    [InlineData("example.com", "s1", "no key at all", "dkim-key-invalid")]
    [InlineData("example.com", "s1", null, "dkim-incomplete")]
    [InlineData(null, "s1", "no key at all", "dkim-incomplete")]
    [InlineData("example.com", null, "no key at all", "dkim-incomplete")]
    public async Task Says_what_is_wrong_with_the_settings_before_anything_is_sent(string? domain, string? selector, string? key, string code)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        await using var provider = Provider(smtp.Mailbox.SmtpPort, domain, selector, key);

        var verified = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);
        var probed = await ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);
        var sent = await provider.SendAsync(Emails.Plain(), TestLimits.Token);

        Assert.Equal((false, code), (verified.IsValid, verified.Code));
        Assert.Equal((HealthStatus.Unhealthy, code), (probed.Status, probed.Code));
        Assert.Equal($"Misconfigured {code}", Outcomes.Describe(sent));
        Assert.Equal(0, smtp.Mailbox.Connections);
        Assert.DoesNotContain("no key at all", verified.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_keys_that_verifiers_refuse()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(512);
        using var large = RSA.Create(8192);
        using var edge = RSA.Create(1024);
        var encrypted = edge.ExportEncryptedPkcs8PrivateKeyPem("secret", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        var truncated = PemEncoding.WriteString("PRIVATE KEY", Convert.FromHexString("302e020100300506032b657004220420aabb"));
        foreach (var key in new[] { small.ExportPkcs8PrivateKeyPem(), large.ExportPkcs8PrivateKeyPem(), curve.ExportPkcs8PrivateKeyPem(), small.ExportSubjectPublicKeyInfoPem(), encrypted, truncated })
        {
            await using var provider = Provider(1, "example.com", "s1", key);
            Assert.Equal("dkim-key-invalid", (await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token)).Code);
        }
    }

    [Fact]
    public async Task Takes_an_rsa_key_in_either_form_of_pem()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        using var key = RSA.Create(1024);

        foreach (var pem in new[] { key.ExportPkcs8PrivateKeyPem(), key.ExportRSAPrivateKeyPem() })
            Assert.Equal("Accepted", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), Settings(pem))));
    }

    [Fact]
    public async Task Signs_many_mails_at_once()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(Settings(Key));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token).AsTask()));

        var mails = smtp.Mailbox.Messages.Snapshot().Select(static mail => Convert.ToBase64String(mail.Content.Span)).ToArray();
        Assert.Equal(64, mails.Length);
        var output = await NodeScript.RunAsync("dkim.mjs", ["-"], JsonSerializer.Serialize(new { name = "s1._domainkey.example.com", record = DkimKeys.Record(Key), mails }), TestLimits.Token);
        Assert.Equal("4 of 4 ok", output.Trim());
    }

    private static object Settings(string key) => new { dkimDomain = "example.com", dkimSelector = "s1", dkimPrivateKey = key };

    private static IChannelProvider Provider(int port, string? dkimDomain, string? dkimSelector, string? dkimPrivateKey) => Reports.Provider(new()
    {
        ["port"] = port,
        ["dkimDomain"] = dkimDomain,
        ["dkimSelector"] = dkimSelector,
        ["dkimPrivateKey"] = dkimPrivateKey,
    });
}
