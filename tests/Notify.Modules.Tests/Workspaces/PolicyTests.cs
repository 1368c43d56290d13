using Microsoft.Extensions.Options;
using Notify.Workspaces.Contracts;

namespace Notify.Modules.Tests.Workspaces;

public sealed class PolicyTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_that_set_nothing_gets_the_defaults()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        Assert.Equal(
            new ProjectPolicy { RateLimitPerMinute = 100, RateLimitMode = RateLimitMode.Delay, RetryPreset = "standard" },
            await rooms.Get<IProjectPolicies>().GetAsync(rooms.First.EnvironmentId, Token));
    }

    [Fact]
    public async Task The_project_wins_over_the_installation_within_two_seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var rooms = await Rooms.OpenAsync(
            servers, Token, time, ("Notify:RateLimit:PerMinute", "7"), ("Notify:RateLimit:Mode", "REJECT"), ("Notify:Retry:Default", "patient"));
        var policies = rooms.Get<IProjectPolicies>();
        Assert.Equal(
            new ProjectPolicy { RateLimitPerMinute = 7, RateLimitMode = RateLimitMode.Reject, RetryPreset = "patient" },
            await policies.GetAsync(rooms.First.EnvironmentId, Token));

        await rooms.ScalarAsync<object>("UPDATE workspaces.projects SET rate_limit_per_minute = 9, rate_limit_mode = 'DELAY', retry_preset = 'none'", Token);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            new ProjectPolicy { RateLimitPerMinute = 9, RateLimitMode = RateLimitMode.Delay, RetryPreset = "none" },
            await policies.GetAsync(rooms.First.EnvironmentId, Token));
    }

    [Fact]
    public async Task Every_wrong_setting_is_told_at_once_with_its_consequence()
    {
        await using var rooms = await Rooms.OpenAsync(
            servers, Token, null, ("Notify:RateLimit:PerMinute", "0"), ("Notify:RateLimit:Mode", "delay"), ("Notify:Retry:Default", "often"), ("Notify:Retry:Presets:slow:MaxAttempts", "9"));

        var refusal = Assert.Throws<AggregateException>(() => rooms.Get<IStartupValidator>().Validate());

        Assert.Equal(
            [
                "Notify:RateLimit:PerMinute is 0 but must be 1 to 1000000; otherwise nothing could be sent, or nothing would be limited.",
                "Notify:RateLimit:Mode is 'delay' but must be DELAY or REJECT; otherwise nobody knows what happens above the limit.",
                "Notify:Retry:Default is 'often' but must be one of standard, lexigram, patient, none, slow; otherwise failed sends have no schedule.",
            ],
            refusal.InnerExceptions.Cast<OptionsValidationException>().SelectMany(static inner => inner.Failures));
    }
}
