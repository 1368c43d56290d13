using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class MimeTests
{
    private static readonly EmailAttachment Invoice = new()
    {
        FileName = "Rechnung für Zoë 1042.pdf",
        ContentType = "application/pdf",
        Content = Enumerable.Range(0, 1000).Select(static i => (byte)i).ToArray(),
    };

    private static readonly EmailAttachment Logo = new() { FileName = "logo.png", ContentType = "image/png", Content = new byte[] { 1, 2, 3 }, ContentId = "logo@shop" };

    [Theory]
    [InlineData("text", "\"text/plain\"")]
    [InlineData("html", "\"text/html\"")]
    [InlineData("text html", """["multipart/alternative",["text/plain","text/html"]]""")]
    [InlineData("html logo", """["multipart/related",["text/html","image/png"]]""")]
    [InlineData("text html logo", """["multipart/alternative",["text/plain",["multipart/related",["text/html","image/png"]]]]""")]
    [InlineData("text file", """["multipart/mixed",["text/plain","application/pdf"]]""")]
    [InlineData("text html logo file", """["multipart/mixed",[["multipart/alternative",["text/plain",["multipart/related",["text/html","image/png"]]]],"application/pdf"]]""")]
    public async Task Nests_only_the_levels_it_needs(string parts, string structure)
    {
        var message = Emails.Plain() with
        {
            Text = parts.Contains("text", StringComparison.Ordinal) ? "Grüße" : null,
            Html = parts.Contains("html", StringComparison.Ordinal) ? "<p>Grüße <img src='cid:logo@shop'></p>" : null,
            Attachments = [.. new[] { ("logo", Logo), ("file", Invoice) }.Where(pair => parts.Contains(pair.Item1, StringComparison.Ordinal)).Select(static pair => pair.Item2)],
        };

        var mail = await ArriveAsync(message);

        Assert.Equal(structure, System.Text.Json.JsonSerializer.Serialize(mail.Structure));
        Assert.Empty(mail.Defects);
        Assert.Equal(message.Text, mail.Text?.TrimEnd('\n'));
        Assert.Equal(message.Html, mail.Html?.TrimEnd('\n'));
        foreach (var (sent, got) in message.Attachments.Zip(mail.Attachments))
        {
            Assert.Equal((sent.FileName, sent.ContentType), (got.FileName, got.ContentType));
            Assert.Equal(sent.ContentId is null ? ("attachment", null) : ("inline", $"<{sent.ContentId}>"), (got.Disposition, got.ContentId));
            Assert.Equal(sent.Content.ToArray(), got.Content);
        }
    }

    [Fact]
    public async Task Writes_the_fields_a_mail_needs()
    {
        var message = Emails.Plain() with
        {
            From = new() { Address = "anne@shop.example", Name = "Anne \"Q\" O'Hara, Shop" },
            ToName = "Алиса Лидделл",
            ReplyTo = [new() { Address = "help@shop.example", Name = "Help" }, new() { Address = "more@shop.example" }],
            Subject = "Ihre Bestellung 1042 – unterwegs 🚚",
            UnsubscribeUri = new("https://shop.example/u/1?a=b&c=ü"),
            Headers = new Dictionary<string, string> { ["X-Order"] = "1042", ["References"] = "<a@b> <c@d>" },
        };

        var mail = await ArriveAsync(message);

        Assert.Equal([["Anne \"Q\" O'Hara, Shop", "anne@shop.example"]], mail.From);
        Assert.Equal([["Алиса Лидделл", "alice@example.com"]], mail.To);
        Assert.Equal([["Help", "help@shop.example"], ["", "more@shop.example"]], mail.ReplyTo);
        Assert.Equal(message.Subject, mail.Subject);
        Assert.Equal($"<{message.DeliveryId}@shop.example>", mail.Headers["message-id"]);
        Assert.Equal("<https://shop.example/u/1?a=b&c=%C3%BC>", mail.Headers["list-unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["list-unsubscribe-post"]);
        Assert.Equal(("1042", "<a@b> <c@d>"), (mail.Headers["x-order"], mail.Headers["references"]));
        Assert.Contains("+0000", mail.Headers["date"], StringComparison.Ordinal);
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public async Task Takes_the_integrations_sender_when_the_message_names_none()
    {
        var mail = await ArriveAsync(Emails.Plain());

        Assert.Equal([["The Shop", "shop@example.com"]], mail.From);
    }

    [Fact]
    public async Task Gives_a_repeated_attempt_the_same_message_id()
    {
        var message = Emails.Plain();

        Assert.Equal((await ArriveAsync(message)).Headers["message-id"], (await ArriveAsync(message with { Attempt = 2 })).Headers["message-id"]);
    }

    [Fact]
    public async Task Keeps_every_line_within_the_limits()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        var message = Emails.Plain() with
        {
            Subject = string.Concat(Enumerable.Repeat("Überraschung ", 60)) + new string('x', 1200),
            ToName = string.Join(' ', Enumerable.Repeat("Żółć", 40)),
            Text = new string('a', 5000) + "\n.\n..\n.hidden\r\rend",
            Html = "<p>" + new string('ü', 3000) + "</p>",
            Attachments = [Invoice with { FileName = string.Concat(Enumerable.Repeat("очень длинное имя ", 12)) + ".pdf" }],
        };

        var raw = (await smtp.DeliverAsync(message)).Content;
        using var python = PythonMail.Parser.Start();
        var mail = python.Parse(raw);

        var lines = Encoding.Latin1.GetString(raw.Span).Split("\r\n");
        var headerLines = lines.TakeWhile(static line => line.Length > 0);
        Assert.All(headerLines, static line => Assert.InRange(line.Length, 1, 78));
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 998));
        Assert.All(lines, static line => Assert.Equal(-1, line.AsSpan().IndexOfAny('\r', '\n')));
        Assert.Equal(message.Subject, mail.Subject);
        Assert.Equal(message.ToName, mail.To[0][0]);
        Assert.Equal(message.Text.ReplaceLineEndings("\n"), mail.Text);
        Assert.Equal(message.Html, mail.Html);
        Assert.Equal(message.Attachments[0].FileName, mail.Attachments[0].FileName);
    }

    [Theory]
    [InlineData("👩‍👩‍👧 Familie 👨‍👩‍👧‍👦 🚚🚚🚚🚚🚚🚚🚚🚚🚚🚚.pdf")]
    [InlineData("f#{-👩‍👩‍👧E.pdf")]
    [InlineData("a \"quoted\" \\ name.pdf")]
    public async Task Keeps_every_character_of_a_file_name(string fileName)
    {
        var mail = await ArriveAsync(Emails.Plain() with { Attachments = [Invoice with { FileName = fileName }] });

        Assert.Equal(fileName, Assert.Single(mail.Attachments).FileName);
    }

    [Fact]
    public async Task Keeps_encoded_words_within_the_limit_of_rfc_2047()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        var text = string.Join(' ', Enumerable.Repeat("Żółć🚚", 40));

        var raw = Encoding.Latin1.GetString((await smtp.DeliverAsync(Emails.Plain() with { Subject = text, ToName = text })).Content.Span);

        Assert.All(raw.Split([' ', '\r', '\n']).Where(static word => word.StartsWith("=?", StringComparison.Ordinal)), static word => Assert.InRange(word.Length, 12, 75));
    }

    [Fact]
    public async Task Keeps_lines_that_begin_with_a_dot()
    {
        var mail = await ArriveAsync(Emails.Plain() with { Text = ".\n..\n.a\r\n.\r\nMAIL FROM:<x@y>" });

        Assert.Equal(".\n..\n.a\n.\nMAIL FROM:<x@y>", mail.Text!.TrimEnd('\n'));
    }

    private static async Task<PythonMail> ArriveAsync(EmailMessage message)
    {
        using var python = PythonMail.Parser.Start();
        await using var smtp = await SmtpFixture.StartAsync();
        return python.Parse((await smtp.DeliverAsync(message)).Content);
    }

}
