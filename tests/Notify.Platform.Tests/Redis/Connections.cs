using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.Redis;

namespace Notify.Platform.Tests.Redis;

internal static class Connections
{
    public static RedisConnection To(TestServers.TestServers servers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:cache"] = servers.RedisConnectionString;
        builder.AddNotifyRedis();
        return builder.Build().Services.GetRequiredService<RedisConnection>();
    }

    public static Task OpenAsync(RedisConnection connection, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(() => IsOpen(connection), cancellationToken);

    private static bool IsOpen(RedisConnection connection)
    {
        try
        {
            return connection.Database is not null;
        }
        catch (RedisAwayException)
        {
            return false;
        }
    }
}
