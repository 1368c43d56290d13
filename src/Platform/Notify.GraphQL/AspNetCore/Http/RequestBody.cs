using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>A whole request body in one piece: the server's own memory where it lies together, rented memory where not.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly PipeReader? reader;
    private readonly ReadOnlySequence<byte> sequence;
    private readonly byte[]? rented;

    private RequestBody(PipeReader reader, ReadOnlySequence<byte> sequence)
    {
        this.reader = reader;
        this.sequence = sequence;
        if (!sequence.IsSingleSegment)
        {
            rented = ArrayPool<byte>.Shared.Rent((int)sequence.Length); // at most the limit, which is an int
            sequence.CopyTo(rented);
        }
    }

    /// <summary>Gets the bytes; valid until disposal.</summary>
    public ReadOnlySpan<byte> Bytes => rented is null ? sequence.FirstSpan : rented.AsSpan(0, (int)sequence.Length);

    /// <summary>Reads to the end; answers null as soon as the body is known to be longer than <paramref name="limit"/>.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                return new RequestBody(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose()
    {
        reader?.AdvanceTo(sequence.End);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
