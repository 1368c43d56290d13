using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using Notify.Primitives;

namespace Notify.Gateway.Rest;

/// <summary>Reads a JSON body once, into memory from the pool, so that it can be both fingerprinted and parsed.</summary>
internal static class RequestBody
{
    /// <summary>How much a route takes unless it says otherwise.</summary>
    public const int DefaultMaxBytes = 1024 * 1024;

    private const int FirstRentBytes = 4 * 1024; // one page of the pipe; most bodies are smaller

    /// <summary>Reads the whole body. The memory is valid until the response ends; copy what must live longer.</summary>
    /// <exception cref="NotifyException">Too large, empty, or not said to be JSON.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxBytes, CancellationToken cancellationToken)
    {
        RequireJson(context.Request.ContentType);
        RequireAtMost(context.Request.ContentLength ?? 0, maxBytes);
        var body = new PooledBody((int)(context.Request.ContentLength ?? FirstRentBytes));
        context.Response.RegisterForDispose(body);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var length = body.Length + read.Buffer.Length;
            if (length <= maxBytes)
            {
                body.Append(read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.End); // also before a refusal: the server reads the rest from here
            RequireAtMost(length, maxBytes);
            if (read.IsCompleted)
            {
                return body.Length > 0
                    ? body.Memory
                    : throw new NotifyException(ErrorCode.ValidationError, "The body is empty. Send a JSON object.");
            }
        }
    }

    /// <summary>Parses the body.</summary>
    /// <exception cref="NotifyException">Not JSON, or not of the shape; the place is named.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape)
                ?? throw new NotifyException(ErrorCode.ValidationError, "The body is null. Send a JSON object.");
        }
        catch (JsonException exception)
        {
            throw JsonRefusal.Explain(exception, shape);
        }
    }

    private static void RequireJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var media)
            || !media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.Charset.HasValue && !media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new NotifyException(ErrorCode.UnsupportedMediaType, $"The body's Content-Type is '{contentType}' but must be application/json in UTF-8.");
        }
    }

    private static void RequireAtMost(long length, int maxBytes)
    {
        if (length > maxBytes)
        {
            throw new NotifyException(ErrorCode.PayloadTooLarge, $"The body has more than {maxBytes} bytes. Send less at once.");
        }
    }

    private sealed class PooledBody(int expectedBytes) : IDisposable
    {
        private byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(expectedBytes, 1));

        public int Length { get; private set; }

        public ReadOnlyMemory<byte> Memory => rented.AsMemory(0, Length);

        public void Append(in ReadOnlySequence<byte> more)
        {
            Reserve(Length + (int)more.Length);
            more.CopyTo(rented.AsSpan(Length));
            Length += (int)more.Length;
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // bodies hold personal data
            rented = [];
            Length = 0;
        }

        private void Reserve(int bytes)
        {
            if (bytes <= rented.Length)
            {
                return;
            }

            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, rented.Length * 2));
            rented.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            rented = larger;
        }
    }
}
