using System.Text;
using Notify.Channels.Smtp.Connections;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Header parameters: quoted when short ASCII, else RFC 2231 with continuations.</summary>
internal static class Parameters
{
    private const int LongestQuoted = 60;
    private const int BytesPerSection = 50;
    private const string Hex = "0123456789ABCDEF";

    public static void Write(ByteBuffer output, string name, string value)
    {
        if (value.Length <= LongestQuoted && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            output.Append(";\r\n "u8).Append(name).Append("=\""u8)
                .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\""u8);
            return;
        }

        var encoded = Encode(value);
        if (encoded.Length <= BytesPerSection)
        {
            output.Append(";\r\n "u8).Append(name).Append("*=utf-8''"u8).Append(encoded);
            return;
        }

        var section = 0;
        for (var start = 0; start < encoded.Length; section++)
        {
            var end = Math.Min(start + BytesPerSection, encoded.Length);
            while (end < encoded.Length && (encoded[end - 1] == '%' || encoded[end - 2] == '%'))
                end--; // never inside an escape
            output.Append(";\r\n "u8).Append(name).Append("*"u8).Append(section).Append("*="u8);
            if (section == 0)
                output.Append("utf-8''"u8);
            output.Append(encoded.AsSpan(start, end - start));
            start = end;
        }
    }

    private static string Encode(string value)
    {
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            var character = (char)octet;
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_')
                encoded.Append(character);
            else
                encoded.Append('%').Append(Hex[octet >> 4]).Append(Hex[octet & 15]);
        }

        return encoded.ToString();
    }
}
