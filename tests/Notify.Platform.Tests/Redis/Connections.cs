using Microsoft.Extensions.Configuration;
using Notify.Redis;

namespace Notify.Platform.Tests.Redis;

internal static class Connections
{
    public static RedisConnection To(TestServers.TestServers servers) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:cache", servers.RedisConnectionString)]).Build());

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
