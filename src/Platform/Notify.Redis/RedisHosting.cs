using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Notify.Redis.Broadcast;
using Notify.Redis.Limits;
using StackExchange.Redis;

namespace Notify.Redis;

/// <summary>Registers Redis and what stands on it. Redis may be away at any time: everything here works on without it.</summary>
public static class RedisHosting
{
    /// <summary>The name of the connection string, shared with the app model.</summary>
    public const string ConnectionName = "cache";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2); // an absent server shows within three

    /// <summary>Gets the process's one connection, for libraries that bring their own use of Redis. It may be away, and comes back by itself.</summary>
    public static IConnectionMultiplexer GetRedisConnection(this IServiceProvider services) =>
        services.GetRequiredService<RedisConnection>().Multiplexer;

    /// <summary>Adds the connection, its health check (degraded, never unhealthy) and the rate limiter.</summary>
    public static IHostApplicationBuilder AddNotifyRedis(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddRedisClient(ConnectionName, static settings => settings.DisableHealthChecks = true, static options => options.AbortOnConnectFail = false);
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<RedisConnection>());
        builder.Services.AddSingleton<RedisWindows>();
        builder.Services.AddSingleton<LocalWindows>();
        builder.Services.AddSingleton<IRateLimiter, RateLimiter>();
        builder.Services.AddSingleton<IBroadcast, RedisBroadcast>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis", HealthStatus.Degraded, timeout: AnswerLimit);
        return builder;
    }
}
