using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.Messaging;
using Notify.Platform.Tests.Redis;
using Notify.Postgres;
using Notify.Redis;
using Notify.Redis.Limits;
using Npgsql;
using StackExchange.Redis;

namespace Notify.Platform.Tests.Health;

/// <summary>How soon, and how, a service tells that a server is away; on real sockets.</summary>
public sealed class ReadinessTests(TestServers.TestServers servers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(6);
    private static readonly string[] AllAway = ["postgres Unhealthy", "rabbitmq Degraded", "redis Degraded"];
    private static readonly string[] AllWell = ["postgres Healthy", "rabbitmq Healthy", "redis Healthy"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("closed")]
    [InlineData("silent")]
    [InlineData("unreachable")]
    public async Task A_service_starts_without_its_servers_and_tells_within_three_seconds_that_they_are_away(string kind)
    {
        using var deaf = kind switch
        {
            "closed" => DeafServer.Closed(),
            "silent" => DeafServer.Silent(),
            _ => DeafServer.Unreachable(),
        };
        var started = Stopwatch.GetTimestamp();
        await using var service = await ReadyService.StartAsync(
            $"Host=127.0.0.1;Port={deaf.Port};Username=u;Password=p;Database=d", $"amqp://u:p@127.0.0.1:{deaf.Port}", $"127.0.0.1:{deaf.Port}", Token,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{deaf.Port}"));
        var startedIn = Stopwatch.GetElapsedTime(started);

        var first = await service.AskAsync(Token);
        var second = await service.AskAsync(Token);

        var stoppedIn = await service.StopAsync(Token);

        Assert.Equal(AllAway, first.Entries);
        Assert.Equal(AllAway, second.Entries);
        Assert.InRange(stoppedIn, TimeSpan.Zero, StopLimit);
        Assert.All([startedIn, first.Took, second.Took], static took => Assert.InRange(took, TimeSpan.Zero, Limit));
    }

    [Theory]
    [InlineData("postgres Unhealthy")]
    [InlineData("rabbitmq Degraded")]
    [InlineData("redis Degraded")]
    public async Task A_server_that_falls_silent_shows_within_three_seconds_and_holds_nobody_up_who_stops(string told)
    {
        var database = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync(Token));
        var broker = new UriBuilder(await servers.CreateVirtualHostUriAsync(Token));
        var redis = ConfigurationOptions.Parse(servers.RedisConnectionString);
        using var beforePostgres = FreezingProxy.Before(database.Host!, database.Port); // the servers' own string names it
        using var beforeRabbitMq = FreezingProxy.Before(broker.Host, broker.Port);
        using var beforeRedis = FreezingProxy.Before("127.0.0.1", PortOf(redis.EndPoints[0]));
        (database.Host, database.Port) = ("127.0.0.1", beforePostgres.Port);
        (broker.Host, broker.Port) = ("127.0.0.1", beforeRabbitMq.Port);
        redis.EndPoints.Clear();
        redis.EndPoints.Add("127.0.0.1", beforeRedis.Port);
        await using var service = await ReadyService.StartAsync(database.ConnectionString, broker.ToString(), redis.ToString(includePassword: true), Token);
        await Eventually.TrueAsync(async () => (await service.AskAsync(Token)).Entries.SequenceEqual(AllWell), Token);

        var name = told.Split(' ')[0];
        (name == "postgres" ? beforePostgres : name == "redis" ? beforeRedis : beforeRabbitMq).Freeze();
        var silent = await service.AskAsync(Token);
        var stoppedIn = await service.StopAsync(Token);

        Assert.Equal(AllWell.Select(well => well.StartsWith(name, StringComparison.Ordinal) ? told : well), silent.Entries);
        Assert.InRange(silent.Took, TimeSpan.Zero, Limit);
        Assert.InRange(stoppedIn, TimeSpan.Zero, StopLimit);
    }

    private static int PortOf(EndPoint server) => server is DnsEndPoint named ? named.Port : ((IPEndPoint)server).Port;

    [Theory]
    [InlineData("notifydb", typeof(NpgsqlDataSource))]
    [InlineData("messaging", typeof(ILanePublisher))]
    [InlineData("cache", typeof(IRateLimiter))]
    public void A_missing_connection_string_is_told_with_the_way_to_set_it(string name, Type user)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddNotifyPostgres();
        builder.AddNotifyMessaging();
        builder.AddNotifyRedis();
        using var host = builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService(user));

        Assert.Equal($"ConnectionStrings:{name} is not set. Start through the AppHost (./notify up) or set ConnectionStrings__{name}.", exception.Message);
    }
}
