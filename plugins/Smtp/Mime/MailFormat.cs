using MimeKit;

namespace Notify.Channels.Smtp.Mime;

/// <summary>A message as it goes over the wire after DATA: lines end with CRLF, a dot that begins one is doubled, and a lone dot ends it.</summary>
internal static class MailFormat
{
    public static readonly FormatOptions Options = new() { NewLineFormat = NewLineFormat.Dos, EnsureNewLine = true };

    /// <summary>Replaces what the stream holds by the message.</summary>
    public static void Write(MimeMessage message, MemoryStream output)
    {
        output.SetLength(0);
        message.WriteTo(Options, output, CancellationToken.None); // memory to memory
        DoubleDots(output);
        output.Write(".\r\n"u8);
    }

    /// <summary>RFC 5321 section 4.5.2, in place and from the end. A message begins with a field's name, so the first line has no dot.</summary>
    private static void DoubleDots(MemoryStream output)
    {
        var end = (int)output.Length;
        var dots = output.GetBuffer().AsSpan(0, end).Count("\r\n."u8);
        if (dots == 0)
            return;

        output.SetLength(end + dots);
        output.Position = end + dots;
        var bytes = output.GetBuffer().AsSpan(0, end + dots);
        for (; dots > 0; dots--)
        {
            var dot = bytes[..end].LastIndexOf("\r\n."u8) + 2;
            bytes[dot..end].CopyTo(bytes[(dot + dots)..]);
            bytes[dot + dots - 1] = (byte)'.';
            end = dot;
        }
    }
}
