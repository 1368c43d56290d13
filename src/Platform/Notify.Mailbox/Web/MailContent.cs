using MimeKit;

namespace Notify.Mailbox.Web;

/// <summary>A mail's content, read. What is no mail is a text without a header.</summary>
internal static class MailContent
{
    /// <summary>Reads the header alone.</summary>
    public static HeaderList Header(ReceivedMail mail)
    {
        try
        {
            return HeaderList.Load(Open(mail));
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>Reads all of it.</summary>
    public static MimeMessage Whole(ReceivedMail mail)
    {
        try
        {
            return MimeMessage.Load(Open(mail), persistent: true);
        }
        catch (FormatException)
        {
            return new() { Body = new TextPart("plain") { Content = new MimeContent(Open(mail)) } };
        }
    }

    /// <summary>Gets the parts that have no parts themselves, in order; a mail within the mail is one.</summary>
    public static MimeEntity[] Leaves(MimeMessage message) => [.. Leaves(message.Body)];

    /// <summary>Whether a part is shown as a file.</summary>
    public static bool IsAttachment(MimeEntity part) => part.IsAttachment || FileName(part) is not null || part is not TextPart;

    /// <summary>Gets the name that the sender gave a part.</summary>
    public static string? FileName(MimeEntity part) => part.ContentDisposition?.FileName ?? part.ContentType.Name;

    /// <summary>Gets a part's content, decoded.</summary>
    public static byte[] Bytes(MimeEntity part)
    {
        using var content = new MemoryStream();
        if (part is MimePart leaf)
            leaf.Content?.DecodeTo(content);
        else
            (part as MessagePart)?.Message?.WriteTo(content);
        return content.ToArray();
    }

    /// <summary>Finds the body in one of its forms; <see langword="null"/> where the mail has none.</summary>
    public static string? Body(MimeEntity[] leaves, string subtype) =>
        leaves.OfType<TextPart>().FirstOrDefault(part => !IsAttachment(part) && part.ContentType.IsMimeType("text", subtype))?.Text;

    private static IEnumerable<MimeEntity> Leaves(MimeEntity? entity) => entity switch
    {
        null => [],
        Multipart { Count: > 0 } multipart => multipart.SelectMany(Leaves),
        _ => [entity],
    };

    private static MemoryStream Open(ReceivedMail mail) => new(mail.Content.ToArray(), writable: false);
}
