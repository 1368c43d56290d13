using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notify.Gateway.Rest;

/// <summary>Writes times as <c>2026-04-15T10:30:00.000Z</c>; reads any ISO 8601 time with an offset.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw new JsonException($"The JSON value could not be converted to {typeof(DateTimeOffset)}.");

    /// <summary>A time of day without an offset would be read in the server's own zone, which a caller cannot know.</summary>
    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.EndsWith("Z"u8) || text.EndsWith("z"u8) || (text.Length > 6 && text[^6] is (byte)'+' or (byte)'-' && text[^3] == (byte)':');

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Format.Length];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
