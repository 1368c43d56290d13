using System.Text.Json;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>
/// Reads the parameters of a request from a JSON object: <c>{"query","operationName","variables","extensions","documentId"}</c>.
/// Unknown keys are ignored and null means absent, as GraphQL over HTTP says; a parameter given twice is refused, since
/// whoever stands in front of the server may have read the other one.
/// </summary>
internal sealed class JsonRequestParser(int maxDepth)
{
    private readonly JsonReaderOptions readerOptions = new() { MaxDepth = maxDepth + 1 }; // the object around the parameters is one level
    private readonly JsonDocumentOptions valueOptions = new() { MaxDepth = maxDepth, AllowDuplicateProperties = false };

    [Flags]
    private enum Seen
    {
        Nothing = 0,
        Query = 1,
        OperationName = 2,
        Variables = 4,
        Extensions = 8,
        DocumentId = 16,
    }

    /// <summary>Fills <paramref name="request"/>; answers null, or what is wrong with the JSON.</summary>
    public RequestProblem? Parse(ReadOnlySpan<byte> json, OperationRequest request, ref RequestText text)
    {
        try
        {
            var reader = new Utf8JsonReader(json, readerOptions);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return RequestProblem.Mistyped("The body must be one JSON object; batches are not supported.");
            }

            var problem = ParseParameters(ref reader, json, request, ref text);
            return problem ?? (reader.Read() ? RequestProblem.Unreadable("More JSON follows the request.") : null);
        }
        catch (JsonException exception)
        {
            return RequestProblem.Unreadable(
                $"The body is not valid JSON, nests deeper than {maxDepth} levels, or repeats a key (near byte {exception.BytePositionInLine ?? 0} of line {(exception.LineNumber ?? 0) + 1}).");
        }
        catch (InvalidOperationException)
        {
            return RequestProblem.Unreadable("A string of the body is not valid UTF-8, or holds half of a surrogate pair.");
        }
    }

    private RequestProblem? ParseParameters(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, OperationRequest request, ref RequestText text)
    {
        var seen = Seen.Nothing;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var parameter = NameOf(ref reader);
            if ((seen & parameter) != 0)
            {
                return RequestProblem.Unreadable($"The parameter '{reader.GetString()}' is given twice.");
            }

            seen |= parameter;
            reader.Read();
            var problem = parameter switch
            {
                Seen.Query => ReadDocument(ref reader, request, ref text),
                Seen.OperationName => ReadOperationName(ref reader, request),
                Seen.DocumentId => ReadDocumentId(ref reader, request),
                Seen.Variables => ReadVariables(ref reader, json, request),
                Seen.Extensions => ReadExtensions(ref reader, json, request),
                _ => Skip(ref reader),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return request.Document.IsEmpty && request.DocumentId is null
            ? RequestProblem.Mistyped("The parameter 'query' is missing; it must be a non-empty string, unless 'documentId' names a stored document.")
            : null;
    }

    private static Seen NameOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("query"u8) ? Seen.Query
        : reader.ValueTextEquals("variables"u8) ? Seen.Variables
        : reader.ValueTextEquals("operationName"u8) ? Seen.OperationName
        : reader.ValueTextEquals("extensions"u8) ? Seen.Extensions
        : reader.ValueTextEquals("documentId"u8) || reader.ValueTextEquals("id"u8) ? Seen.DocumentId
        : Seen.Nothing;

    private static RequestProblem? ReadDocument(ref Utf8JsonReader reader, OperationRequest request, ref RequestText text)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            return reader.TokenType is JsonTokenType.Null ? null : NotAString("query");
        }

        var chars = text.Rent(reader.ValueSpan.Length); // a text never has more UTF-16 units than escaped UTF-8 bytes
        request.Document = chars.AsMemory(0, reader.CopyString(chars));
        return null;
    }

    private static RequestProblem? ReadOperationName(ref Utf8JsonReader reader, OperationRequest request)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return NotAString("operationName");
        }

        request.OperationName = reader.GetString();
        return null;
    }

    private static RequestProblem? ReadDocumentId(ref Utf8JsonReader reader, OperationRequest request)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return NotAString("documentId");
        }

        request.DocumentId = reader.GetString();
        return null;
    }

    private RequestProblem? ReadVariables(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, OperationRequest request)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return reader.TokenType is JsonTokenType.Null ? null : NotAnObject("variables");
        }

        request.Variables = ReadObject(ref reader, json);
        return null;
    }

    private RequestProblem? ReadExtensions(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, OperationRequest request)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return reader.TokenType is JsonTokenType.Null ? null : NotAnObject("extensions");
        }

        request.Extensions = ReadObject(ref reader, json);
        return null;
    }

    private JsonElement ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonElement.Parse(json[start..(int)reader.BytesConsumed], valueOptions);
    }

    private static RequestProblem? Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }

    private static RequestProblem NotAString(string parameter) => RequestProblem.Mistyped($"The parameter '{parameter}' must be a string.");

    private static RequestProblem NotAnObject(string parameter) => RequestProblem.Mistyped($"The parameter '{parameter}' must be a JSON object.");
}
