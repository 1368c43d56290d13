using System.Text.Json;

namespace Notify.GraphQL.AspNetCore.Sockets;

internal enum SocketMessageType
{
    Unknown,
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}

/// <summary>A client's message: <c>{"type":…,"id":…,"payload":{…}}</c> in any order, the payload not read yet.</summary>
internal readonly record struct SocketMessage(SocketMessageType Type, string? Id, Range Payload)
{
    /// <summary>Gets whether there is a payload other than null.</summary>
    public bool HasPayload => !Payload.Equals(default);

    /// <summary>Reads the outer object; false when it is not one of a client's messages.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, int maxDepth, out SocketMessage message)
    {
        message = default;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth + 2 }); // the message and the payload are two levels
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject || !TryReadMembers(ref reader, out message) || reader.Read())
            {
                return false;
            }

            return message.Type switch
            {
                SocketMessageType.Subscribe => message is { Id.Length: > 0, HasPayload: true },
                SocketMessageType.Complete => message.Id is { Length: > 0 },
                _ => message.Type is not SocketMessageType.Unknown,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // not JSON, too deep, or text that is not valid UTF-8
        }
    }

    private static bool TryReadMembers(ref Utf8JsonReader reader, out SocketMessage message)
    {
        message = default;
        bool hasType = false, hasId = false, hasPayload = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (hasType || reader.TokenType is not JsonTokenType.String)
                {
                    return false;
                }

                hasType = true;
                message = message with { Type = TypeOf(ref reader) };
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                if (hasId || reader.TokenType is not JsonTokenType.String)
                {
                    return false;
                }

                hasId = true;
                message = message with { Id = reader.GetString() };
            }
            else if (reader.ValueTextEquals("payload"u8))
            {
                reader.Read();
                if (hasPayload || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
                {
                    return false;
                }

                hasPayload = true;
                message = message with { Payload = SkipPayload(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return hasType;
    }

    private static SocketMessageType TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("subscribe"u8) ? SocketMessageType.Subscribe
        : reader.ValueTextEquals("complete"u8) ? SocketMessageType.Complete
        : reader.ValueTextEquals("ping"u8) ? SocketMessageType.Ping
        : reader.ValueTextEquals("pong"u8) ? SocketMessageType.Pong
        : reader.ValueTextEquals("connection_init"u8) ? SocketMessageType.ConnectionInit
        : SocketMessageType.Unknown;

    private static Range SkipPayload(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return default;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
