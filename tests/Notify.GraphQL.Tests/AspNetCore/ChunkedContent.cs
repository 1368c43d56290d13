using System.Net;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>A body sent in pieces of a kilobyte, with or without its length.</summary>
internal sealed class ChunkedContent(byte[] bytes, bool saysLength) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var sent = 0; sent < bytes.Length; sent += 1_024)
        {
            await stream.WriteAsync(bytes.AsMemory(sent, Math.Min(1_024, bytes.Length - sent)));
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return saysLength;
    }
}
