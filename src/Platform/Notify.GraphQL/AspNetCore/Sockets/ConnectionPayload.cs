using System.Text.Json;

namespace Notify.GraphQL.AspNetCore.Sockets;

internal sealed class ConnectionPayload(JsonElement? payload) : IOperationMessagePayload
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public T? As<T>()
        where T : class
    {
        try
        {
            return payload?.Deserialize<T>(Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
