namespace Notify.Channels.Smtp.Bounces;

/// <summary>
/// Takes out of a mail what no report has and what would make the parser slow: it copies a header field anew for every 64 bytes, so that a folded one of a mebibyte
/// takes 9 seconds and 8 GB.
/// </summary>
internal static class MailBounds
{
    private const int LargestMail = 1024 * 1024; // in bytes; a report stands before the message that it returns
    private const int LongestField = 8_000; // in bytes, folded lines included
    private const int MostDelimiters = 500; // lines that begin as those between parts do

    /// <summary>Copies a mail as far as reports need it.</summary>
    public static MemoryStream Within(ReadOnlySpan<byte> mail)
    {
        mail = mail[..Math.Min(mail.Length, LargestMail)];
        var kept = new MemoryStream(mail.Length + 1);
        var field = 0;
        for (var delimiters = 0; !mail.IsEmpty && delimiters < MostDelimiters;)
        {
            var end = mail.IndexOf((byte)'\n');
            var line = end < 0 ? mail : mail[..(end + 1)];
            mail = mail[line.Length..];
            delimiters += line.StartsWith("--"u8) ? 1 : 0;
            var before = line[0] is (byte)' ' or (byte)'\t' ? field : 0;
            field = before + line.Length;
            Keep(line, LongestField - before, kept);
        }

        kept.Position = 0;
        return kept;
    }

    private static void Keep(ReadOnlySpan<byte> line, int room, MemoryStream kept)
    {
        if (room >= line.Length)
        {
            kept.Write(line);
        }
        else if (room > 0)
        {
            kept.Write(line[..room]);
            kept.WriteByte((byte)'\n');
        }
    }
}
