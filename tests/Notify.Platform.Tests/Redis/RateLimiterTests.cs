using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Notify.Redis;
using Notify.Redis.Limits;
using Notify.TestServers;

namespace Notify.Platform.Tests.Redis;

/// <summary>What happens when Redis goes and comes. Runs alone, because the server is everybody's.</summary>
[Collection(nameof(WithoutOthers))]
public sealed class RateLimiterTests(TestServers.TestServers servers) : IAsyncLifetime
{
    private readonly DateTimeOffset now = DateTimeOffset.UnixEpoch.AddYears(60);
    private readonly RedisConnection connection = Connections.To(servers);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Connections.OpenAsync(connection, Token);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [Fact]
    public async Task Without_Redis_the_process_keeps_the_limit_and_with_it_again_it_is_shared()
    {
        var limiter = NewLimiter();
        var request = new RateRequest(servers.CreateRedisPrefix(), 2, 1, ReserveLater: true);
        await Eventually.TrueAsync(async () => await AskAsync(limiter) && !limiter.IsLocal, Token);

        await servers.KillAsync(TestServer.Redis, Token);
        var without = await limiter.TakeAsync([request, request, request], now, Token);
        Assert.True(limiter.IsLocal);
        Assert.Equal([true, true, false], without.Select(static decision => decision.IsAllowed));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        await servers.StartAsync(TestServer.Redis, Token);
        await Eventually.TrueAsync(async () => await AskAsync(limiter) && !limiter.IsLocal, Token);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        // What was taken locally stays local: the shared window still has room.
        await Eventually.TrueAsync(async () => (await limiter.TakeAsync(request, now, Token)).IsAllowed, Token);
    }

    [Fact]
    public async Task A_Redis_that_does_not_answer_in_time_is_not_waited_for()
    {
        var limiter = NewLimiter();
        await Eventually.TrueAsync(async () => await AskAsync(limiter) && !limiter.IsLocal, Token);
        await using var blocker = Connections.To(servers);
        await Connections.OpenAsync(blocker, Token);

        var blocked = blocker.Database.ScriptEvaluateAsync(BusyScript);
        await Eventually.TrueAsync(async () => await AskAsync(limiter) && limiter.IsLocal, Token);
        var decision = await limiter.TakeAsync(new RateRequest(servers.CreateRedisPrefix(), 1, 1, ReserveLater: false), now, Token);

        Assert.True(decision.IsAllowed);
        await Task.WhenAny(blocked);
        await Eventually.TrueAsync(async () => await AskAsync(limiter) && !limiter.IsLocal, Token);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_limit_or_count_below_one_is_a_mistake_of_the_caller(int limit, int count) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await NewLimiter().TakeAsync(new RateRequest("x", limit, count, ReserveLater: false), now, Token));

    // Keeps Redis busy for a second by its own clock: nobody is answered meanwhile.
    private const string BusyScript =
        """
        redis.replicate_commands()
        local start = redis.call('TIME')
        while true do
          local present = redis.call('TIME')
          if (present[1] - start[1]) * 1000000 + present[2] - start[2] > 1000000 then return 1 end
        end
        """;

    private RateLimiter NewLimiter() => new(new(connection), new(), TimeProvider.System, NullLogger<RateLimiter>.Instance);

    /// <summary>Asks once with a request of its own; always true.</summary>
    private async Task<bool> AskAsync(RateLimiter limiter)
    {
        await limiter.TakeAsync(new RateRequest(servers.CreateRedisPrefix(), 1, 1, ReserveLater: false), now, Token);
        return true;
    }

    private async Task<HealthStatus> HealthAsync() => (await new RedisHealthCheck(connection).CheckHealthAsync(new(), Token)).Status;
}
