namespace Notify.Mailbox.Web;

/// <summary>A file in a mail; <paramref name="Index"/> addresses it.</summary>
internal sealed record MailAttachment(int Index, string FileName, string ContentType, int Size, string? ContentId);
