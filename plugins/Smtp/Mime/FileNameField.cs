using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Notify.Channels.Smtp.Mime;

/// <summary>
/// Writes Content-Disposition with a file name of any script (RFC 2183, RFC 2231). MimeKit's own writer splits a long name between the halves of a
/// surrogate pair, so that an emoji arrives as two replacement characters.
/// </summary>
internal static class FileNameField
{
    private const int LongestQuoted = 60;
    private const int SectionLength = 50;

    public static Header Of(string disposition, string fileName)
    {
        var value = new StringBuilder(" ").Append(disposition);
        if (fileName.Length <= LongestQuoted && !fileName.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            value.Append(";\r\n filename=").Append(MimeUtils.Quote(fileName));
        else
            AppendEncoded(value, Uri.EscapeDataString(fileName));
        var header = new Header(HeaderId.ContentDisposition, disposition);
        header.SetRawValue(Encoding.ASCII.GetBytes(value.Append("\r\n").ToString()));
        return header;
    }

    private static void AppendEncoded(StringBuilder value, string encoded)
    {
        if (encoded.Length <= SectionLength)
        {
            value.Append(";\r\n filename*=utf-8''").Append(encoded);
            return;
        }

        var section = 0;
        for (var start = 0; start < encoded.Length; section++)
        {
            var end = Math.Min(start + SectionLength, encoded.Length);
            while (end < encoded.Length && (encoded[end - 1] == '%' || encoded[end - 2] == '%'))
                end--; // never inside an escape
            value.Append(";\r\n filename*").Append(section).Append("*=").Append(section == 0 ? "utf-8''" : "").Append(encoded.AsSpan(start, end - start));
            start = end;
        }
    }
}
