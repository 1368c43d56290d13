using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Notify.Channels.Testing;

/// <summary>As much of HTTP/2 (RFC 9113) in clear text as it takes to read a request and to answer it: some providers speak nothing else.</summary>
internal static class Http2Talk
{
    public const string Preface = "PRI * HTTP/2.0";
    private const int HeadLength = 9;
    private const int LargestFrame = 16_384; // the least that every client takes

    private enum Frame : byte
    {
        Data = 0,
        Headers = 1,
        Settings = 4,
        Ping = 6,
        WindowUpdate = 8,
    }

    [Flags]
    private enum Mark : byte
    {
        None = 0,
        EndStreamOrAck = 1,
        EndHeaders = 4,
    }

    /// <summary>Reads the rest of the preface, and greets.</summary>
    public static async ValueTask GreetAsync(FaultConnection connection)
    {
        await connection.ReadUntilAsync("SM");
        await connection.ReadLineAsync();
        await WriteAsync(connection, Frame.Settings, Mark.None, 0, ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Reads frames until a request is whole.</summary>
    /// <returns>The request's stream; 0 when the client has closed.</returns>
    public static async ValueTask<int> ReadRequestAsync(FaultConnection connection)
    {
        var head = new byte[HeadLength];
        while (await connection.Stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, connection.StoppingToken) == HeadLength)
        {
            var (frame, mark) = ((Frame)head[3], (Mark)head[4]);
            var stream = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await connection.Stream.ReadExactlyAsync(payload, connection.StoppingToken);
            var isMarked = mark.HasFlag(Mark.EndStreamOrAck);
            if (frame is Frame.Settings or Frame.Ping && !isMarked)
                await WriteAsync(connection, frame, Mark.EndStreamOrAck, 0, frame == Frame.Ping ? payload : ReadOnlyMemory<byte>.Empty);
            if (frame == Frame.Data && payload.Length > 0)
                await AllowAsync(connection, stream, payload.Length);
            if (frame is Frame.Data or Frame.Headers && isMarked)
                return stream;
        }

        return 0;
    }

    public static async ValueTask AnswerAsync(FaultConnection connection, int stream, HttpAnswer answer)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body(connection.Echo));
        var fields = new MemoryStream();
        Append(fields, ":status", answer.Status.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in answer.Headers)
            Append(fields, name.ToLowerInvariant(), value);
        var end = body.Length == 0 ? Mark.EndStreamOrAck : Mark.None;
        await WriteAsync(connection, Frame.Headers, Mark.EndHeaders | end, stream, fields.ToArray());
        for (var start = 0; start < body.Length; start += LargestFrame)
        {
            var part = body.AsMemory(start, Math.Min(LargestFrame, body.Length - start));
            await WriteAsync(connection, Frame.Data, start + part.Length == body.Length ? Mark.EndStreamOrAck : Mark.None, stream, part);
        }
    }

    private static async ValueTask AllowAsync(FaultConnection connection, int stream, int count)
    {
        var more = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(more, count);
        await WriteAsync(connection, Frame.WindowUpdate, Mark.None, 0, more);
        await WriteAsync(connection, Frame.WindowUpdate, Mark.None, stream, more);
    }

    /// <summary>Appends a field as a literal with a new name and without indexing (RFC 7541 section 6.2.2).</summary>
    private static void Append(MemoryStream fields, string name, string value)
    {
        fields.WriteByte(0);
        foreach (var text in new[] { name, value })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            const int LargestInPrefix = 126;
            if (bytes.Length > LargestInPrefix)
                throw new ArgumentException($"A header field of more than {LargestInPrefix} bytes is not supported.", nameof(value));
            fields.WriteByte((byte)bytes.Length);
            fields.Write(bytes);
        }
    }

    private static async ValueTask WriteAsync(FaultConnection connection, Frame frame, Mark mark, int stream, ReadOnlyMemory<byte> payload)
    {
        var bytes = new byte[HeadLength + payload.Length];
        bytes[0] = (byte)(payload.Length >> 16);
        bytes[1] = (byte)(payload.Length >> 8);
        bytes[2] = (byte)payload.Length;
        bytes[3] = (byte)frame;
        bytes[4] = (byte)mark;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), stream);
        payload.CopyTo(bytes.AsMemory(HeadLength));
        await connection.Stream.WriteAsync(bytes, connection.StoppingToken);
    }
}
