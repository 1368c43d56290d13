using MimeKit;

namespace Notify.Mailbox.Web;

/// <summary>A mail as lists show it.</summary>
internal sealed record MailSummary(
    long Id, string From, IReadOnlyList<string> To, string Subject, DateTimeOffset ReceivedAt, int Size, string? AuthUser, bool Tls, string? MessageId)
{
    public static MailSummary Of(ReceivedMail mail) => Of(mail, MailContent.Header(mail));

    public static MailSummary Of(ReceivedMail mail, HeaderList header) => new(
        mail.Id, mail.From, mail.To, header["Subject"] ?? "", mail.ReceivedAt, mail.Content.Length, mail.AuthUser, mail.Tls, header["Message-ID"]);
}
