using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Receiving;

public sealed class MailboxApiTests
{
    [Fact]
    public async Task Lists_finds_and_deletes_what_arrived()
    {
        await using var app = await MailboxProcess.StartAsync();
        await using var smtp = await SmtpFixture.StartAsync();
        await smtp.SendAsync(Emails.Plain() with { Subject = "Grüße 1" }, port: app.SmtpPort);
        await smtp.SendAsync(Emails.Plain("bob@example.com") with { Subject = "Andere" }, port: app.SmtpPort);
        await smtp.SendAsync(Emails.Plain() with { Subject = "Grüße 2" }, port: app.SmtpPort);

        var all = await app.GetAsync("/api/messages");
        var alices = await app.GetAsync("/api/messages?to=alice&limit=1");
        var bySubject = await app.GetAsync("/api/messages?subject=gr%C3%BC%C3%9Fe");
        var later = await app.GetAsync("/api/messages?after=2");

        Assert.Equal(["Grüße 2", "Andere", "Grüße 1"], Subjects(all));
        Assert.Equal((2, "Grüße 2"), (alices.GetProperty("total").GetInt32(), Assert.Single(Subjects(alices))));
        Assert.Equal(["Grüße 2", "Grüße 1"], Subjects(bySubject));
        Assert.Equal(["Grüße 2"], Subjects(later));
        Assert.Equal(3, (await app.GetAsync("/api/count")).GetProperty("count").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await app.Http.DeleteAsync("/api/messages", TestLimits.Token)).StatusCode);
        Assert.Equal(0, (await app.GetAsync("/api/messages")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/messages/1", TestLimits.Token)).StatusCode);
    }

    [Fact]
    public async Task Takes_a_mail_apart()
    {
        await using var app = await MailboxProcess.StartAsync();
        await using var smtp = await SmtpFixture.StartAsync();
        var message = Emails.Plain() with
        {
            Subject = "Grüße " + new string('ü', 100),
            Text = "Schöne Zeile\n" + new string('x', 2000),
            Html = "<p>漢字</p><img src=\"cid:logo\"><script>alert(1)</script>",
            Attachments =
            [
                new() { FileName = "logo.png", ContentType = "image/png", Content = new byte[] { 1, 2, 3 }, ContentId = "logo" },
                new() { FileName = "очень длинное имя файла для вложения.pdf", ContentType = "application/pdf", Content = new byte[5000] },
            ],
        };
        await smtp.SendAsync(message, port: app.SmtpPort);

        var mail = await app.GetAsync("/api/messages/1");
        var html = await app.Http.GetAsync("/api/messages/1/html", TestLimits.Token);
        var file = await app.Http.GetAsync("/api/messages/1/attachments/3", TestLimits.Token);

        Assert.Equal(message.Subject, mail.GetProperty("subject").GetString());
        Assert.Equal(message.Text, mail.GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        Assert.Equal(message.Html, mail.GetProperty("html").GetString());
        Assert.Equal(["logo.png", message.Attachments[1].FileName], mail.GetProperty("attachments").EnumerateArray().Select(static part => part.GetProperty("fileName").GetString()));
        Assert.Contains("src=\"data:image/png;base64,AQID\"", await html.Content.ReadAsStringAsync(TestLimits.Token), StringComparison.Ordinal);
        Assert.StartsWith("sandbox allow-popups; default-src 'none'", html.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(("application/octet-stream", 5000L), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentLength));
        Assert.StartsWith("Date: ", await app.Http.GetStringAsync("/api/messages/1/raw", TestLimits.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_mail_within_a_mail_as_a_file_and_what_is_no_mail_as_text()
    {
        await using var app = await MailboxProcess.StartAsync();
        await app.TakeAsync("just a line");
        await app.TakeAsync("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx\r\n--b--");

        var plain = await app.GetAsync("/api/messages/1");
        var outer = await app.GetAsync("/api/messages/2");
        var inner = await app.Http.GetStringAsync("/api/messages/2/attachments/0", TestLimits.Token);

        Assert.Equal(("", "just a line\r\n", 0), (plain.GetProperty("subject").GetString(), plain.GetProperty("text").GetString()!.ReplaceLineEndings("\r\n"), plain.GetProperty("headers").GetArrayLength()));
        Assert.Equal("Grüße", outer.GetProperty("subject").GetString());
        Assert.Equal("message/rfc822", Assert.Single(outer.GetProperty("attachments").EnumerateArray()).GetProperty("contentType").GetString());
        Assert.Equal("Subject: inner\r\n\r\nx", inner.ReplaceLineEndings("\r\n").TrimEnd());
        Assert.Equal(["Grüße", ""], Subjects(await app.GetAsync("/api/messages")));
    }

    [Fact]
    public async Task Refuses_as_it_is_told()
    {
        await using var app = await MailboxProcess.StartAsync();
        await using var smtp = await SmtpFixture.StartAsync();

        var made = await app.Http.PostAsJsonAsync("/api/script", new { stage = "rcpt", action = "reply", code = 550, text = "5.1.1 Gone", address = "gone@*", times = 1 }, TestLimits.Token);
        var bad = await app.Http.PostAsJsonAsync("/api/script", new { stage = "rcpt", action = "reply", code = 99, text = "x" }, TestLimits.Token);
        var refused = await smtp.SendAsync(Emails.Plain("gone@example.com"), port: app.SmtpPort);
        await app.Http.PostAsJsonAsync("/api/script", new { stage = "dot", action = "dropAfterDot" }, TestLimits.Token);
        var dropped = await smtp.SendAsync(Emails.Plain(), port: app.SmtpPort);
        await app.Http.DeleteAsync("/api/script", TestLimits.Token);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (made.StatusCode, bad.StatusCode));
        Assert.Equal("EndpointGone 550-5.1.1", Outcomes.Describe(refused));
        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(dropped));
        Assert.Equal("Accepted", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), port: app.SmtpPort)));
    }

    [Fact]
    public async Task Serves_its_pages_and_health()
    {
        await using var app = await MailboxProcess.StartAsync();

        foreach (var path in new[] { "/", "/messages/1", "/assets/mailbox.css", "/assets/index.js", "/assets/message.js", "/health/live", "/health/ready" })
            Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync(path, TestLimits.Token)).StatusCode);
    }

    [Fact]
    public async Task Tells_the_page_of_new_mail()
    {
        await using var app = await MailboxProcess.StartAsync();
        await using var smtp = await SmtpFixture.StartAsync();
        using var events = new StreamReader(await app.Http.GetStreamAsync("/api/events", TestLimits.Token));
        Assert.Equal("data: 0", await events.ReadLineAsync(TestLimits.Token));

        await smtp.SendAsync(Emails.Plain(), port: app.SmtpPort);

        await events.ReadLineAsync(TestLimits.Token);
        Assert.Equal("data: 1", await events.ReadLineAsync(TestLimits.Token));
    }

    private static IEnumerable<string?> Subjects(JsonElement list) =>
        list.GetProperty("messages").EnumerateArray().Select(static mail => mail.GetProperty("subject").GetString());

    /// <summary>The mailbox as the application that developers run.</summary>
    private sealed class MailboxProcess : IAsyncDisposable
    {
        private readonly Process _process;

        private MailboxProcess(Process process, Uri address, int smtpPort)
        {
            _process = process;
            Http = new() { BaseAddress = address };
            SmtpPort = smtpPort;
        }

        public HttpClient Http { get; }

        public int SmtpPort { get; }

        public static async Task<MailboxProcess> StartAsync()
        {
            var start = new ProcessStartInfo(
                Path.Combine(AppContext.BaseDirectory, "Notify.Mailbox"), ["--urls", "http://127.0.0.1:0", "--environment", "Development"])
            {
                RedirectStandardOutput = true,
            };
            var process = Process.Start(start)!;
            Uri? address = null;
            var port = 0;
            while (address is null || port == 0)
            {
                var line = await process.StandardOutput.ReadLineAsync(TestLimits.Token) ?? throw new InvalidOperationException("The mailbox did not start.");
                if (line.Split("Now listening on: ") is [_, var url])
                    address = new(url);
                if (line.Split("Receiving mail on port ") is [_, var ports])
                    port = int.Parse(ports.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            }

            _ = process.StandardOutput.ReadToEndAsync(TestLimits.Token);
            return new(process, address, port);
        }

        /// <summary>Sends content as it is.</summary>
        public async Task TakeAsync(string content)
        {
            using var client = new TcpClient("127.0.0.1", SmtpPort);
            using var reader = new StreamReader(client.GetStream());
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"EHLO test\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n{content}\r\n.\r\nQUIT\r\n"), TestLimits.Token);
            Assert.Contains("250 2.0.0 Ok: queued", await reader.ReadToEndAsync(TestLimits.Token), StringComparison.Ordinal);
        }

        public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path, TestLimits.Token);

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
