namespace Notify.LocalHosting.Tests.AppHosts;

public sealed class KilledAppHostTests
{
    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Nothing_is_left_of_an_AppHost_that_ends(string signal)
    {
        using var folder = new TemporaryFolder();
        using var appHost = new AppHostProcess(folder);
        var processes = await appHost.EverythingAsync();

        await appHost.EndAsync(signal);

        await Eventually.HoldsAsync(() => !processes.Exists(static p => p.IsAlive()), "no process is left");
        Assert.True(processes.Count >= 8, $"only {processes.Count} processes were seen; PostgreSQL, RabbitMQ with its name server, Redis and the service are more");
    }

    [Fact]
    public async Task Two_AppHosts_run_at_once()
    {
        using var firstFolder = new TemporaryFolder();
        using var secondFolder = new TemporaryFolder();
        using var first = new AppHostProcess(firstFolder);
        using var second = new AppHostProcess(secondFolder);

        var processes = await first.EverythingAsync();
        var others = await second.EverythingAsync();

        Assert.Empty(processes.Intersect(others));
        await first.EndAsync("KILL");
        await Eventually.HoldsAsync(() => !processes.Exists(static p => p.IsAlive()), "no process of the first is left");
        Assert.All(others, static p => Assert.True(p.IsAlive()));

        // Before its folder goes: Redis does not end while it cannot save.
        await second.EndAsync("KILL");
        await Eventually.HoldsAsync(() => !others.Exists(static p => p.IsAlive()), "no process of the second is left");
    }
}
