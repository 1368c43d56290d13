using System.Text;
using System.Text.Json;

namespace Notify.Channels.Slack;

/// <summary>
/// Block Kit blocks with places for a message's subject, text and data. The template is JSON first and has its places within texts, so no value can
/// change its structure.
/// </summary>
internal sealed class BlockTemplate
{
    private const int MostBlocks = 50;
    private readonly JsonElement _blocks;

    private BlockTemplate(JsonElement blocks) => _blocks = blocks;

    /// <summary>Reads a template.</summary>
    /// <param name="json">The setting's text; <see langword="null"/> when there is none.</param>
    /// <param name="fault">What is wrong with it; <see langword="null"/> when nothing is.</param>
    public static BlockTemplate? Parse(string? json, out string? fault)
    {
        fault = null;
        if (json is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() is > 0 and <= MostBlocks)
                return new(document.RootElement.Clone());
            fault = $"The setting 'blocks' must be a JSON list of 1 to {MostBlocks} blocks.";
        }
        catch (JsonException exception)
        {
            fault = $"The setting 'blocks' is not JSON, at line {exception.LineNumber + 1}.";
        }

        return null;
    }

    public void Write(Utf8JsonWriter json, in BlockValues values) => Write(json, _blocks, values);

    private static void Write(Utf8JsonWriter json, JsonElement element, in BlockValues values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, values);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var entry in element.EnumerateArray())
                    Write(json, entry, values);
                json.WriteEndArray();
                break;
            case JsonValueKind.String when element.GetString() is { } text && text.Contains("{{", StringComparison.Ordinal):
                json.WriteStringValue(Fill(text, values));
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    private static string Fill(string text, in BlockValues values)
    {
        var filled = new StringBuilder(text.Length + 64);
        var rest = text.AsSpan();
        while (rest.IndexOf("{{") is >= 0 and var start && rest[start..].IndexOf("}}") is >= 0 and var length)
        {
            filled.Append(rest[..start]).Append(values.Find(rest.Slice(start + 2, length - 2).Trim()));
            rest = rest[(start + length + 2)..];
        }

        return filled.Append(rest).ToString();
    }
}

/// <summary>What a template's places stand for, escaped already.</summary>
/// <param name="Subject">The subject; empty when there is none.</param>
/// <param name="Text">The text.</param>
/// <param name="Data">The caller's further values; <see langword="null"/> when there are none.</param>
internal readonly record struct BlockValues(string Subject, string Text, JsonElement? Data)
{
    /// <summary>Finds a value; what is not there is empty.</summary>
    public string Find(ReadOnlySpan<char> name) => name switch
    {
        "subject" => Subject,
        "text" => Text,
        _ => name.StartsWith("data.") ? Markup.Escape(InData(name["data.".Length..])) : "",
    };

    private string InData(ReadOnlySpan<char> path)
    {
        if (Data is not { } found)
            return "";
        foreach (var range in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(path[range], out found))
                return "";
        }

        return found.ValueKind switch
        {
            JsonValueKind.String => found.GetString() ?? "",
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
            _ => "",
        };
    }
}
