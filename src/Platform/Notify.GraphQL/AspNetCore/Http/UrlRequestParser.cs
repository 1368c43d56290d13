using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>Reads the parameters of a request from the query string of a GET. Empty means absent; <c>null</c> as a name is a name.</summary>
internal sealed class UrlRequestParser(int maxDepth)
{
    private readonly JsonDocumentOptions valueOptions = new() { MaxDepth = maxDepth, AllowDuplicateProperties = false };

    public RequestProblem? Parse(IQueryCollection url, OperationRequest request)
    {
        if (Single(url, "query", out var query) is { } repeatedQuery)
        {
            return repeatedQuery;
        }

        if (Single(url, "operationName", out var operationName) is { } repeatedName)
        {
            return repeatedName;
        }

        if ((Single(url, "documentId", out var documentId) ?? Single(url, "id", out documentId, documentId)) is { } repeatedId)
        {
            return repeatedId;
        }

        request.Document = query.AsMemory();
        request.OperationName = operationName;
        request.DocumentId = documentId;
        if (query is null && request.DocumentId is null)
        {
            return RequestProblem.Mistyped("The parameter 'query' is missing; it must be a GraphQL document, unless 'documentId' names a stored one.");
        }

        if (ParseObject(url, "variables", out var variables) is { } badVariables)
        {
            return badVariables;
        }

        request.Variables = variables;
        var badExtensions = ParseObject(url, "extensions", out var extensions);
        request.Extensions = extensions;
        return badExtensions;
    }

    private static RequestProblem? Single(IQueryCollection url, string parameter, out string? value, string? otherwise = null)
    {
        url.TryGetValue(parameter, out StringValues values);
        value = values.Count == 1 && values[0] is { Length: > 0 } given ? given : otherwise;
        return values.Count > 1 ? RequestProblem.Unreadable($"The parameter '{parameter}' is given twice.") : null;
    }

    private RequestProblem? ParseObject(IQueryCollection url, string parameter, out JsonElement? value)
    {
        value = null;
        if (Single(url, parameter, out var json) is { } repeated)
        {
            return repeated;
        }

        if (json is null)
        {
            return null;
        }

        try
        {
            var parsed = JsonElement.Parse(json, valueOptions);
            value = parsed.ValueKind is JsonValueKind.Object ? parsed : null;
            return parsed.ValueKind is JsonValueKind.Object or JsonValueKind.Null
                ? null
                : RequestProblem.Mistyped($"The parameter '{parameter}' must be a JSON object.");
        }
        catch (JsonException)
        {
            return RequestProblem.Unreadable($"The parameter '{parameter}' is not valid JSON, nests deeper than {valueOptions.MaxDepth} levels, or repeats a key.");
        }
    }
}
