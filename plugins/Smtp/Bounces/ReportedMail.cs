using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>Reads mails and their parts, whatever they hold, without an exception.</summary>
internal static class ReportedMail
{
    private const int Deepest = 8; // parts within parts

    private static readonly ParserOptions Options = new() { MaxMimeDepth = Deepest };

    /// <summary>Reads a mail; <see langword="false"/> where there is no header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, [NotNullWhen(true)] out MimeMessage? mail)
    {
        try
        {
            mail = MimeMessage.Load(Options, MailBounds.Within(content), persistent: true);
            return mail.Headers.Count + (mail.Body?.Headers.Count ?? 0) > 0;
        }
        catch (FormatException)
        {
            mail = null;
            return false;
        }
    }

    /// <summary>Gets the parts that have no parts themselves. What stands in a returned message is none of the mail's.</summary>
    public static IEnumerable<MimeEntity> Leaves(MimeEntity? entity) => entity switch
    {
        null => [],
        Multipart multipart => multipart.SelectMany(Leaves),
        _ => [entity],
    };

    /// <summary>Gets the decoded content, each octet as a character.</summary>
    public static string Text(MimePart part)
    {
        using var decoded = new MemoryStream();
        part.Content?.DecodeTo(decoded);
        return Encoding.Latin1.GetString(decoded.GetBuffer().AsSpan(0, (int)decoded.Length));
    }

    /// <summary>Reads the fields that a text begins with.</summary>
    public static HeaderList Fields(string text)
    {
        try
        {
            return HeaderList.Load(Options, new MemoryStream(Encoding.Latin1.GetBytes(text)));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
