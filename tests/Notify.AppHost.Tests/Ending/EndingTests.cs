using Notify.AppHost.Tests.Support;

namespace Notify.AppHost.Tests.Ending;

/// <summary>However an AppHost ends, nothing of it stays behind.</summary>
public sealed class EndingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // as promised for an AppHost that is killed

    [Fact]
    public async Task Two_AppHosts_run_at_once_and_of_a_killed_one_nothing_is_left()
    {
        using var first = new AppHostProcess();
        using var second = new AppHostProcess();
        var processes = await first.EverythingAsync();
        var others = await second.EverythingAsync();

        Assert.Empty(processes.Intersect(others));
        Assert.Contains(processes, static process => process.Command == "postgres");
        Assert.Contains(processes, static process => process.Command == "redis-server");
        Assert.Contains(processes, static process => process.Command == "beam.smp");
        Assert.Contains(processes, static process => process.Command == "epmd");

        await first.EndAsync("KILL");
        await NothingIsLeftAsync(processes);
        Assert.All(others.Where(static process => process.Command is "dotnet" or "redis-server" or "beam.smp" or "epmd"), static process => Assert.True(process.IsAlive));

        await second.EndAsync("TERM");
        Assert.Equal(0, second.ExitCode);
        await NothingIsLeftAsync(others);
        Assert.False(File.Exists(Path.Combine(second.StateFolder, "apphost.json")), "the AppHost says that it can still be reached");
    }

    [Fact]
    public async Task Interrupted_it_ends_in_good_order()
    {
        using var appHost = new AppHostProcess();
        var processes = await appHost.EverythingAsync();

        await appHost.EndAsync("INT");

        Assert.Equal(0, appHost.ExitCode);
        await NothingIsLeftAsync(processes);
    }

    private static Task NothingIsLeftAsync(IReadOnlyList<KnownProcess> processes) => Eventually.HoldsAsync(
        () => !processes.Any(static process => process.IsAlive), "no process is left", Patience,
        () => string.Join(", ", processes.Where(static process => process.IsAlive)));
}
