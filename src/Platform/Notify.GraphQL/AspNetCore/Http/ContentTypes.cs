using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>Header values, made once.</summary>
internal static class ContentTypes
{
    public static readonly StringValues Json = "application/json; charset=utf-8";
    public static readonly StringValues GraphQLResponse = "application/graphql-response+json; charset=utf-8";
    public static readonly StringValues EventStream = "text/event-stream; charset=utf-8";
    public static readonly StringValues SchemaText = "text/plain; charset=utf-8";
    public static readonly StringValues NoSniff = "nosniff";

    /// <summary>Answers whether a request's body is JSON in UTF-8, the only kind there is: anything a form can send is not.</summary>
    public static bool IsJson(string? contentType) =>
        contentType switch
        {
            "application/json" or "application/json; charset=utf-8" or "application/json;charset=UTF-8" => true,
            null => false,
            _ => MediaTypeHeaderValue.TryParse(contentType, out var parsed)
                && parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                && (!parsed.Charset.HasValue || parsed.Charset.AsSpan().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)),
        };
}
