using Notify.Redis;
using Notify.Redis.Limits;

namespace Notify.Platform.Tests.Redis;

public sealed class RedisWindowTests(TestServers.TestServers servers) : WindowContract, IAsyncLifetime
{
    private readonly RedisConnection connection = Connections.To(servers);
    private readonly string prefix = servers.CreateRedisPrefix();

    public async ValueTask InitializeAsync() => await Connections.OpenAsync(connection, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [Fact]
    public async Task Processes_share_one_limit()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        await using var other = Connections.To(servers);
        await Connections.OpenAsync(other, TestContext.Current.CancellationToken);
        var request = new RateRequest(prefix + "shared", 100, 1, ReserveLater: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 150).Select(
            i => new RedisWindows(i % 2 == 0 ? connection : other).TakeAsync([request], now)));

        Assert.Equal(100, answers.Count(static answer => answer[0].IsAllowed));
        Assert.Equal(50, answers.Count(answer => answer[0].AvailableAt == now.AddMinutes(1)));
    }

    [Fact]
    public async Task Nothing_stays_in_Redis_longer_than_it_is_needed()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);

        await new RedisWindows(connection).TakeAsync([.. Enumerable.Repeat(new RateRequest(prefix + "kept", 1, 1, ReserveLater: true), 3)], now);

        var left = await connection.Database.KeyTimeToLiveAsync("notify:rate:" + prefix + "kept");
        Assert.InRange(left!.Value, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
    }

    private protected override Task<RateDecision[]> TakeAsync(DateTimeOffset now, IReadOnlyList<RateRequest> requests) =>
        new RedisWindows(connection).TakeAsync([.. requests.Select(request => request with { Scope = prefix + request.Scope })], now);
}
