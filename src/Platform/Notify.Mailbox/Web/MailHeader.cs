namespace Notify.Mailbox.Web;

/// <summary>A header field, decoded.</summary>
internal sealed record MailHeader(string Name, string Value);
