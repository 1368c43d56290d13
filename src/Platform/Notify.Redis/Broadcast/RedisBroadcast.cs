using StackExchange.Redis;

namespace Notify.Redis.Broadcast;

internal sealed class RedisBroadcast(RedisConnection connection) : IBroadcast
{
    public async ValueTask<bool> TryTellAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> messages, CancellationToken cancellationToken)
    {
        try
        {
            var database = connection.Database; // one connection carries them in the order of these calls
            var told = new Task[messages.Count];
            for (var i = 0; i < told.Length; i++)
            {
                told[i] = database.PublishAsync(RedisChannel.Literal(messages[i].Key), messages[i].Value.ToArray());
            }

            await Task.WhenAll(told).WaitAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is RedisAwayException or RedisException or TimeoutException)
        {
            return false;
        }
    }
}
