using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

/// <summary>Fields as their grammar has them: only text is encoded as text, and only text may be folded anywhere.</summary>
public sealed class HeaderGrammarTests
{
    private static readonly string[] LongIds = [.. Enumerable.Range(0, 12).Select(static i => $"<{i:000}.{new string('x', 80)}@mail.example.org>")];

    [Theory]
    [InlineData("References", "<aa1@example.org>\t<bb2@example.org>", "<aa1@example.org> <bb2@example.org>")]
    [InlineData("References", "<aa1@example.org>  <bb2@example.org>", "<aa1@example.org> <bb2@example.org>")]
    [InlineData("References", "<a=?@b><c@d>, <e@f>", "<a=?@b> <c@d> <e@f>")]
    [InlineData("In-Reply-To", "<bb2@example.org> ", "<bb2@example.org>")]
    [InlineData("List-Post", " <mailto:list@example.org>", "<mailto:list@example.org>")]
    [InlineData("List-Post", "NO", "NO")]
    [InlineData("List-Help", "<https://e.example/h>,  <mailto:h@example.org>", "<https://e.example/h>, <mailto:h@example.org>")]
    [InlineData("List-Help", "<https://bücher.example/ü?x=ü>", "<https://xn--bcher-kva.example/%C3%BC?x=%C3%BC>")]
    [InlineData("List-Subscribe", "<mailto:a@bücher.example?subject=x> (Grüße)", "<mailto:a@xn--bcher-kva.example?subject=x> (=?utf-8?b?R3LDvMOfZQ==?=)")]
    [InlineData("List-Id", "News <news.example.com>", "News <news.example.com>")]
    [InlineData("List-ID", "Grüße <news.example.com>", "=?utf-8?B?R3LDvMOfZQ==?= <news.example.com>")]
    [InlineData("list-id", "<news.example.com>", "<news.example.com>")]
    [InlineData("Keywords", "a, Grüße,c", "a, =?utf-8?B?R3LDvMOfZQ==?=, c")]
    [InlineData("Resent-From", "Grüße <a@bücher.example>, \"x, y\" <b@example.com>", "=?utf-8?B?R3LDvMOfZQ==?= <a@xn--bcher-kva.example>, \"x, y\" <b@example.com>")]
    [InlineData("Disposition-Notification-To", "  a@example.com,\tb@example.com ", "a@example.com, b@example.com")]
    [InlineData("Auto-Submitted", " auto-generated \t", "auto-generated")]
    [InlineData("X-Order", "1042", "1042")]
    [InlineData("X-Order", "", "")]
    public async Task Writes_a_field_by_its_grammar(string name, string given, string written) =>
        Assert.Equal(written, Unfolded(await ArriveAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = given } }), name));

    [Theory]
    [InlineData("References")]
    [InlineData("In-Reply-To")]
    public async Task Folds_message_ids_between_each_other(string name)
    {
        var field = Field(await ArriveAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = string.Join(' ', LongIds) } }), name);

        Assert.Equal(LongIds, field.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(field.Split("\r\n"), static line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public async Task Keeps_long_words_of_a_callers_own_field_whole()
    {
        var value = $"{{\"unique\": \"{new string('7', 600)}\"}}";

        Assert.Equal(value, Unfolded(await ArriveAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { ["X-SMTPAPI"] = value } }), "X-SMTPAPI"));
    }

    [Theory]
    [InlineData("X-Text", "  two  blanks, a\ttab and an end ")]
    [InlineData("X-Text", "what =?utf-8?Q?looks?= encoded")]
    [InlineData("X-Text", "Grüße, 漢字 🚚")]
    [InlineData("Comments", " ")]
    public async Task Encodes_text_that_would_not_arrive_as_it_was(string name, string value)
    {
        using var python = PythonMail.Parser.Start();
        var raw = await ArriveAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(value, python.Parse(raw).Headers[name.ToLowerInvariant()]);
        Assert.StartsWith("=?utf-8?", Unfolded(raw, name), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("References", "no ids")]
    [InlineData("References", "<a@b> text <c@d>")]
    [InlineData("In-Reply-To", "<grüße@example.com>")]
    [InlineData("In-Reply-To", "<a b@example.com>")]
    [InlineData("In-Reply-To", "<>")]
    [InlineData("Errors-To", "nobody at all,,")]
    [InlineData("Resent-To", "жанна@example.com")]
    [InlineData("Auto-Submitted", "ja, natürlich")]
    [InlineData("List-Id", "News <grüße.example.com>")]
    [InlineData("List-Help", "<https://e.example/h")]
    [InlineData("List-Help", "<no uri: ü>")]
    [InlineData("Received", "from a by b")]
    [InlineData("DKIM-Signature", "v=1")]
    [InlineData("ARC-Seal", "i=1")]
    [InlineData("Authentication-Results", "example.com; none")]
    [InlineData("Resent-Bcc", "b@example.com")]
    public async Task Refuses_what_a_field_cannot_say(string name, string value)
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var outcome = await smtp.SendAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal("Rejected invalid-header", Outcomes.Describe(outcome));
        Assert.Equal(0, smtp.Mailbox.Connections);
    }

    [Theory]
    [InlineData("References")]
    [InlineData("List-Help")]
    [InlineData("Auto-Submitted")]
    public async Task Refuses_a_word_that_is_longer_than_a_line(string name)
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var outcome = await smtp.SendAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = $"<https://example.com/{new string('x', 1000)}>" } });

        Assert.Equal("Rejected invalid-header", Outcomes.Describe(outcome));
    }

    [Theory]
    [InlineData("https://bücher.example/weg?x=ü", "<https://xn--bcher-kva.example/weg?x=%C3%BC>", "List-Unsubscribe=One-Click")]
    [InlineData("https://BÜCHER.example:8443/", "<https://xn--bcher-kva.example:8443/>", "List-Unsubscribe=One-Click")]
    [InlineData("https://news.example.org/u?t=1", "<https://news.example.org/u?t=1>", "List-Unsubscribe=One-Click")]
    [InlineData("http://news.example.org/u?t=1", "<http://news.example.org/u?t=1>", null)]
    [InlineData("mailto:leave@bücher.example?subject=leave", "<mailto:leave@xn--bcher-kva.example?subject=leave>", null)]
    public async Task Offers_one_click_with_https_only_and_hosts_in_ascii(string uri, string written, string? post)
    {
        var raw = await ArriveAsync(Emails.Plain() with { UnsubscribeUri = new(uri) });

        Assert.Equal((written, post), (Unfolded(raw, "List-Unsubscribe"), Find(raw, "List-Unsubscribe-Post")));
    }

    [Theory]
    [InlineData(990, "Accepted")]
    [InlineData(991, "Rejected invalid-header")]
    public async Task Takes_an_unsubscribe_uri_as_long_as_a_line_has_room(int length, string expected)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        const string Start = "https://example.com/";

        var outcome = await smtp.SendAsync(Emails.Plain() with { UnsubscribeUri = new(Start + new string('u', length - Start.Length)) });

        Assert.Equal(expected, Outcomes.Describe(outcome));
        Assert.All(smtp.Mailbox.Messages.Snapshot(), static mail => Assert.All(Text(mail.Content).Split("\r\n"), static line => Assert.InRange(line.Length, 0, 998)));
    }

    [Fact]
    public async Task Writes_ascii_only_where_no_local_part_needs_more()
    {
        var message = Emails.Plain("alice@BÜCHER.example") with
        {
            From = new() { Address = "shop@läden.example", Name = "Läden & Söhne" },
            ToName = "Алиса",
            ReplyTo = [new() { Address = "help@läden.example", Name = "Hilfe, \"sofort\"" }],
            Subject = "Grüße",
        };

        var raw = await ArriveAsync(message);

        Assert.True(Ascii.IsValid(raw.Span));
        Assert.EndsWith("<alice@xn--bcher-kva.example>", Unfolded(raw, "To"), StringComparison.Ordinal);
        Assert.EndsWith("<shop@xn--lden-loa.example>", Unfolded(raw, "From"), StringComparison.Ordinal);
        Assert.Equal($"<{message.DeliveryId}@xn--lden-loa.example>", Unfolded(raw, "Message-ID"));
    }

    private static async Task<ReadOnlyMemory<byte>> ArriveAsync(EmailMessage message)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        return (await smtp.DeliverAsync(message)).Content;
    }

    private static string Text(ReadOnlyMemory<byte> raw) => Encoding.Latin1.GetString(raw.Span);

    private static string Unfolded(ReadOnlyMemory<byte> raw, string name) =>
        Field(raw, name).Replace("\r\n\t", " ", StringComparison.Ordinal).Replace("\r\n", "", StringComparison.Ordinal).Trim();

    private static string? Find(ReadOnlyMemory<byte> raw, string name) => Text(raw).Contains($"\r\n{name}:", StringComparison.OrdinalIgnoreCase) ? Unfolded(raw, name) : null;

    /// <summary>The field as it stands in the mail, with its folds and without its name.</summary>
    private static string Field(ReadOnlyMemory<byte> raw, string name)
    {
        var text = Text(raw);
        var start = text.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase) + name.Length + 3;
        var end = text.IndexOf("\r\n", start, StringComparison.Ordinal);
        while (text[end + 2] is ' ' or '\t')
            end = text.IndexOf("\r\n", end + 2, StringComparison.Ordinal);
        return text[start..end];
    }
}
