namespace Notify.Redis;

/// <summary>There is no connection to Redis now.</summary>
internal sealed class RedisAwayException() : Exception("Redis is not connected.");
