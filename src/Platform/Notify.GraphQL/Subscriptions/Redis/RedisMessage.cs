using System.Text.Json;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>A message as it came over Redis; read once per type, however many subscribers there are.</summary>
internal sealed class RedisMessage(string topicName, ReadOnlyMemory<byte> json) : TopicMessage
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private object? last;

    public override TMessage Read<TMessage>()
    {
        if (last is TMessage known)
        {
            return known;
        }

        try
        {
            var message = JsonSerializer.Deserialize<TMessage>(json.Span, Format);
            last = message;
            return message!; // null where null was sent
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"A message of topic '{topicName}' cannot be read as {typeof(TMessage)}.", exception);
        }
    }
}
