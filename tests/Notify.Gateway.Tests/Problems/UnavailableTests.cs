using System.Net;
using Notify.TestServers;

namespace Notify.Gateway.Tests.Problems;

/// <summary>What callers see while a server is away. Runs alone, because the servers are everybody's.</summary>
[Collection(nameof(WithoutOthers))]
public sealed class UnavailableTests(RunningGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_PostgreSQL_callers_are_asked_to_come_back_and_with_it_all_is_well_again()
    {
        using var caller = gateway.Caller();
        await gateway.Servers.KillAsync(TestServer.Postgres, Token);

        using var refused = await caller.GetAsync("/v1/subscribers/nobody", Token);
        using var live = await caller.GetAsync("/health/live", Token);
        using var ready = await caller.GetAsync("/health/ready", Token);

        Assert.Equal("unavailable", await refused.ProblemCodeAsync(Token));
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("Unhealthy", await StatusOfAsync(ready, "postgres"));

        await gateway.Servers.StartAsync(TestServer.Postgres, Token);
        using var answered = await caller.GetAsync("/v1/subscribers/nobody", Token);
        Assert.Equal(HttpStatusCode.NotFound, answered.StatusCode);
    }

    [Fact]
    public async Task Without_Redis_the_gateway_is_ready_and_says_degraded()
    {
        using var caller = gateway.Caller();
        await gateway.Servers.KillAsync(TestServer.Redis, Token);
        try
        {
            using var ready = await caller.GetAsync("/health/ready", Token);

            Assert.Equal("Degraded", await StatusOfAsync(ready, "redis"));
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }
        finally
        {
            await gateway.Servers.StartAsync(TestServer.Redis, Token);
        }
    }

    private static async Task<string?> StatusOfAsync(HttpResponseMessage response, string dependency) =>
        (await response.JsonAsync(Token)).GetProperty("entries").EnumerateArray()
            .Single(entry => entry.GetProperty("name").GetString() == dependency).GetProperty("status").GetString();
}
