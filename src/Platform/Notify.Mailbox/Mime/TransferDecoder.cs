using System.Text;

namespace Notify.Mailbox.Mime;

/// <summary>Undoes content transfer encodings. What is not valid is taken as it is.</summary>
internal static class TransferDecoder
{
    public static byte[] Decode(ReadOnlySpan<byte> body, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => body.ToArray(),
    };

    public static byte[] Base64(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder(body.Length);
        foreach (var value in body)
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'+' or (byte)'/')
                text.Append((char)value);
        }

        while (text.Length % 4 != 0)
            text.Append('=');
        try
        {
            return Convert.FromBase64String(text.ToString());
        }
        catch (FormatException)
        {
            return body.ToArray();
        }
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> body)
    {
        var output = new List<byte>(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
            {
                output.Add(body[i]);
            }
            else if (body[(i + 1)..].StartsWith("\r\n"u8))
            {
                i += 2;
            }
            else if (body[(i + 1)..].StartsWith("\n"u8))
            {
                i++;
            }
            else if (i + 2 < body.Length && char.IsAsciiHexDigit((char)body[i + 1]) && char.IsAsciiHexDigit((char)body[i + 2]))
            {
                output.Add((byte)((Convert.ToInt32(((char)body[i + 1]).ToString(), 16) << 4) + Convert.ToInt32(((char)body[i + 2]).ToString(), 16)));
                i += 2;
            }
            else
            {
                output.Add(body[i]);
            }
        }

        return [.. output];
    }

    public static byte[] Percent(string text) => QuotedPrintable(Encoding.UTF8.GetBytes(text.Replace("=", "=3D", StringComparison.Ordinal).Replace('%', '=')));
}
