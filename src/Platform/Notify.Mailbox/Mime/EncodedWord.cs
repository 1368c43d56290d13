using System.Text;
using System.Text.RegularExpressions;

namespace Notify.Mailbox.Mime;

/// <summary>Decodes <c>=?charset?B?…?=</c> and <c>=?charset?Q?…?=</c> (RFC 2047).</summary>
internal static partial class EncodedWord
{
    public static string Decode(string field) =>
        Word().Replace(Between().Replace(field, ""), static match => Text(
            match.Groups["encoding"].ValueSpan is "b" or "B"
                ? TransferDecoder.Base64(Encoding.ASCII.GetBytes(match.Groups["text"].Value))
                : TransferDecoder.QuotedPrintable(Encoding.ASCII.GetBytes(match.Groups["text"].Value.Replace('_', ' '))),
            match.Groups["charset"].Value));

    public static string Text(byte[] bytes, string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(bytes); // a charset that .NET does not know
        }
    }

    [GeneratedRegex(@"=\?(?<charset>[^?*\s]+)(\*[^?]*)?\?(?<encoding>[bBqQ])\?(?<text>[^?\s]*)\?=")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)")]
    private static partial Regex Between();
}
