using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notify.GraphQL.Execution;

/// <summary>Writes the <c>errors</c> of a response.</summary>
internal static class ErrorWriter
{
    private static readonly JsonSerializerOptions Values = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the list, without a key.</summary>
    public static void Write(ResponseBuffer buffer, IReadOnlyList<IError> errors)
    {
        buffer.WriteByte((byte)'[');
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0)
            {
                buffer.WriteByte((byte)',');
            }

            Write(buffer, errors[i]);
        }

        buffer.WriteByte((byte)']');
    }

    private static void Write(ResponseBuffer buffer, IError error)
    {
        buffer.WriteRaw("{\"message\":"u8);
        buffer.WriteString(error.Message);
        if (error.Locations.Count > 0)
        {
            WriteLocations(buffer, error.Locations);
        }

        if (error.Path is { } path)
        {
            WritePath(buffer, path);
        }

        if (error.Code is not null || error.Extensions.Count > 0)
        {
            WriteExtensions(buffer, error);
        }

        buffer.WriteByte((byte)'}');
    }

    private static void WriteLocations(ResponseBuffer buffer, IReadOnlyList<SourceLocation> locations)
    {
        buffer.WriteRaw(",\"locations\":["u8);
        for (var i = 0; i < locations.Count; i++)
        {
            buffer.WriteRaw(i > 0 ? ",{\"line\":"u8 : "{\"line\":"u8);
            buffer.WriteInt32(locations[i].Line);
            buffer.WriteRaw(",\"column\":"u8);
            buffer.WriteInt32(locations[i].Column);
            buffer.WriteByte((byte)'}');
        }

        buffer.WriteByte((byte)']');
    }

    private static void WritePath(ResponseBuffer buffer, Path path)
    {
        buffer.WriteRaw(",\"path\":["u8);
        var steps = path.ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            if (i > 0)
            {
                buffer.WriteByte((byte)',');
            }

            if (steps[i] is int index)
            {
                buffer.WriteInt32(index);
            }
            else
            {
                buffer.WriteString((string)steps[i]);
            }
        }

        buffer.WriteByte((byte)']');
    }

    private static void WriteExtensions(ResponseBuffer buffer, IError error)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (error.Code is not null)
            {
                writer.WriteString("code", error.Code);
            }

            foreach (var (key, value) in error.Extensions)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, value, Values);
            }

            writer.WriteEndObject();
        }

        buffer.WriteRaw(",\"extensions\":"u8);
        buffer.WriteRaw(bytes.WrittenSpan);
    }
}
