namespace Notify.TestServers;

/// <summary>The servers tests use.</summary>
public enum TestServer
{
    /// <summary>PostgreSQL.</summary>
    Postgres,

    /// <summary>RabbitMQ.</summary>
    RabbitMq,

    /// <summary>Redis.</summary>
    Redis,
}
