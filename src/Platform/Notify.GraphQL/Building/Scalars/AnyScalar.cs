using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>The scalar <c>Any</c>: whatever JSON can say. Its runtime value is a <see cref="JsonElement"/>.</summary>
internal static class AnyScalar
{
    private static readonly JsonSerializerOptions Relaxed = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly ScalarType Instance = new()
    {
        Name = "Any",
        Description = "Any JSON value.",
        SpecifiedBy = "https://www.rfc-editor.org/rfc/rfc8259",
        RuntimeType = typeof(JsonElement),
        ParseLiteral = static node => ToJson(node),
        ParseJson = static json => json.Clone(),
        Write = Write,
        ToLiteral = static value => ToLiteral(value is JsonElement json ? json : JsonSerializer.SerializeToElement(value, Relaxed)),
    };

    private static void Write(object value, ResponseBuffer buffer)
    {
        if (value is JsonElement json)
        {
            if (json.ValueKind == JsonValueKind.Undefined)
            {
                throw new LeafException("Any cannot represent a JsonElement that holds nothing.");
            }

            buffer.WriteJson(json);
            return;
        }

        buffer.WriteRaw(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Relaxed));
    }

    private static JsonElement ToJson(ValueNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Append(writer, node);
        }

        using var document = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length), new JsonDocumentOptions { MaxDepth = 1_000 });
        return document.RootElement.Clone();
    }

    private static void Append(Utf8JsonWriter writer, ValueNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case IntValueNode number:
                writer.WriteRawValue(number.Value);
                break;
            case FloatValueNode number:
                writer.WriteRawValue(number.Value);
                break;
            case StringValueNode text:
                writer.WriteStringValue(text.Value);
                break;
            case EnumValueNode name:
                writer.WriteStringValue(name.Value);
                break;
            case BooleanValueNode flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case ListValueNode list:
                writer.WriteStartArray();
                Array.ForEach(list.Items, item => Append(writer, item));
                writer.WriteEndArray();
                break;
            case ObjectValueNode value:
                writer.WriteStartObject();
                foreach (var field in value.Fields)
                {
                    writer.WritePropertyName(field.Name.Value);
                    Append(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case VariableNode variable:
                throw new LeafException($"Any cannot hold a variable inside a literal: pass the whole value as a variable instead of ${variable.Name.Value}.");
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static ValueNode ToLiteral(JsonElement json)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return json.ValueKind switch
        {
            JsonValueKind.String => new StringValueNode { Start = 0, Value = BuiltInScalars.ReadText(json) },
            JsonValueKind.Number when json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 => new IntValueNode { Start = 0, Value = json.GetRawText() },
            JsonValueKind.Number => new FloatValueNode { Start = 0, Value = json.GetRawText() },
            JsonValueKind.True or JsonValueKind.False => new BooleanValueNode { Start = 0, Value = json.GetBoolean() },
            JsonValueKind.Array => new ListValueNode { Start = 0, Items = [.. json.EnumerateArray().Select(ToLiteral)] },
            JsonValueKind.Object => new ObjectValueNode
            {
                Start = 0,
                Fields = [.. json.EnumerateObject().Select(entry => new ObjectFieldNode
                {
                    Start = 0, Name = new NameNode { Start = 0, Value = entry.Name }, Value = ToLiteral(entry.Value),
                })],
            },
            _ => new NullValueNode { Start = 0 },
        };
    }
}
