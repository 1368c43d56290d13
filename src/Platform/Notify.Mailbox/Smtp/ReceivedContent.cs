using System.Buffers;

namespace Notify.Mailbox.Smtp;

/// <summary>A mail's content as the client meant it. The library leaves a stuffed dot in the first line, and the last line without its end.</summary>
internal static class ReceivedContent
{
    public static byte[] Of(ReadOnlySequence<byte> received)
    {
        if (new SequenceReader<byte>(received).IsNext(".."u8))
            received = received.Slice(1);
        var content = new byte[received.Length + 2];
        received.CopyTo(content);
        "\r\n"u8.CopyTo(content.AsSpan(^2..));
        return content;
    }
}
