using FsCheck;
using FsCheck.Fluent;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class MimeProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r", "\n.\n", "\r\n--", " \n", "\t\r\n"];
    private static readonly string[] Dashes = ["-", "--"];

    /// <summary>Text with everything that breaks mail writers: marks, blanks, dots, controls, long words, many scripts.</summary>
    private static Arbitrary<string> NastyText(bool withLineEnds) => Gen.OneOf(
            Gen.Elements("=?utf-8?Q?x?=", "=?", "?=", " ", "  ", "\t", ".", "..", "\"", "\\", "(", ")", "<", ">", "@", ",", ";", ":", "_", "=", "=3D", "%41", "'", "''", "\u0001", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff"),
            Gen.Elements("é", "ß", "Ж", "漢字", "🚚", "👩‍👩‍👧", "e\u0301", "שלום", "\u200f"),
            Gen.Elements(withLineEnds ? LineEnds : Dashes),
            Gen.Choose(1, 1200).Select(static length => new string('x', length / 20)),
            Gen.Choose(32, 126).Select(static code => ((char)code).ToString()))
        .ListOf().Select(static parts => string.Concat(parts)).ToArbitrary();

    [Fact]
    public async Task Any_subject_arrives_as_it_was() => await CheckAsync(
        withLineEnds: false, static (message, text) => message with { Subject = text }, static (mail, text) => mail.Subject == text);

    [Fact]
    public async Task Any_name_arrives_as_it_was() => await CheckAsync(
        withLineEnds: false,
        static (message, text) => message with { ToName = text, From = new() { Address = "a@example.com", Name = text } },
        static (mail, text) => mail.To[0][0] == text && mail.From[0][0] == text && mail.To[0][1] == "alice@example.com");

    [Fact]
    public async Task Any_body_arrives_as_it_was() => await CheckAsync(
        withLineEnds: true,
        static (message, text) => message with { Text = text, Html = text + "<br>" },
        static (mail, text) => mail.Text == Normal(text) && mail.Html == Normal(text + "<br>"));

    [Fact]
    public async Task Any_file_name_arrives_as_it_was() => await CheckAsync(
        withLineEnds: false,
        static (message, text) => message with { Attachments = [new() { FileName = "f" + text, ContentType = "text/csv", Content = "1,2"u8.ToArray() }] },
        static (mail, text) => mail.Attachments is [var file] && file.FileName == ("f" + text).Trim()); // Python trims

    private static async Task CheckAsync(bool withLineEnds, Func<EmailMessage, string, EmailMessage> put, Func<PythonMail, string, bool> arrived)
    {
        using var python = PythonMail.Parser.Start();
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent();

        Check.One(Thorough, Prop.ForAll(NastyText(withLineEnds), text =>
        {
            var outcome = lease.SendAsync(put(Emails.Plain(), text), TestLimits.Default, TestLimits.Token).AsTask().GetAwaiter().GetResult();
            Assert.IsType<SendOutcome.Accepted>(outcome);
            return arrived(python.Parse(smtp.Mailbox.Messages.Snapshot()[^1].Content), text);
        }));
    }

    private static string Normal(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
