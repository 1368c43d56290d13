using System.Text.Json;

namespace Notify.GraphQL.Execution;

/// <summary>What must be equal for two subscriptions to share one execution.</summary>
internal sealed record SharingKey(PreparedOperation Operation, string Variables, string Scope)
{
    /// <summary>Answers a request's key; null when it shares with nobody.</summary>
    public static SharingKey? Of(OperationRequest request, PreparedOperation operation)
    {
        var scope = request.SharingScope ?? (request.User.Identity?.IsAuthenticated == true ? null : "");
        return scope is null ? null : new SharingKey(operation, Canonical(request.Variables), scope);
    }

    private static string Canonical(JsonElement? variables) =>
        variables is { ValueKind: JsonValueKind.Object } json
            ? string.Join(',', json.EnumerateObject().OrderBy(static property => property.Name, StringComparer.Ordinal)
                .Select(static property => $"{JsonSerializer.Serialize(property.Name)}:{property.Value.GetRawText()}"))
            : "";
}
