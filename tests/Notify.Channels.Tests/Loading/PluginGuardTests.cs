using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Loading;

public sealed class PluginGuardTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData("throws", "Ambiguous exception")]
    [InlineData("returns-null", "Ambiguous exception")]
    [InlineData("cannot-connect", "Transient connect-failed")]
    [InlineData("honours-token", "Ambiguous timeout")]
    [InlineData("ignores-token", "Ambiguous timeout")]
    [InlineData("hangs", "Ambiguous timeout")]
    [InlineData("create-throws", "Misconfigured provider-failed")]
    public async Task Whatever_a_plugin_does_ends_in_an_outcome(string how, string expected)
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var lease = host.Rent("probe", new { how });
        await lease.ReadBatchSizeAsync(TestLimits.Default, TestLimits.Token); // the provider is made, or has failed to be: what follows is the call's own time

        var outcome = await lease.SendAsync(Chats.To(), Short, TestLimits.Token);

        Assert.Equal(expected, Outcomes.Describe(outcome));
        Assert.DoesNotContain("secret@example.com", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_hangs_is_refused_further_work()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var hanging = host.Rent("probe", new { how = "hangs" });
        await hanging.ReadBatchSizeAsync(TestLimits.Default, TestLimits.Token); // the provider is made: what follows is the calls' own time

        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hanging.SendAsync(Chats.To(), Short, TestLimits.Token).AsTask()));
        var further = await hanging.SendAsync(Chats.To(), Short, TestLimits.Token);

        Assert.All(first, static outcome => Assert.Equal("Ambiguous timeout", Outcomes.Describe(outcome)));
        Assert.Equal("Transient plugin-stuck", Outcomes.Describe(further));
    }

    [Fact]
    public async Task A_plugin_that_hangs_starves_nobody()
    {
        const int Hanging = 100;
        using var signs = new PluginFolders();
        var inside = signs.Path;
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var stopping = new CancellationTokenSource();
        using var hanging = host.Rent("probe", new { how = "hangs" });
        using var healthy = host.Rent("probe", new { how = "yields" });

        var sends = Enumerable.Range(0, Hanging).Select(_ => hanging.SendAsync(Chats.To(inside), TestLimits.Default, stopping.Token).AsTask()).ToArray();
        while (Directory.GetFiles(inside).Length < Hanging)
            await Task.Yield();
        for (var i = 0; i < 100; i++)
            await Probes.VersionAsync(healthy);

        Assert.All(sends, static send => Assert.False(send.IsCompleted));
        Assert.InRange(ThreadPool.ThreadCount, 0, Hanging - 1); // the pool did not have to grow by a thread for each
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(sends));
    }

    [Fact]
    public async Task The_stopping_host_ends_a_send_with_a_cancellation()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var stopping = new CancellationTokenSource();
        using var honouring = host.Rent("probe", new { how = "honours-token" });
        using var ignoring = host.Rent("probe", new { how = "ignores-token" });
        var first = honouring.SendAsync(Chats.To(), TestLimits.Default, stopping.Token).AsTask();
        var second = ignoring.SendAsync(Chats.To(), TestLimits.Default, stopping.Token).AsTask();

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Verifies_under_the_same_guard()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(PluginHost.BuiltPlugins + ";" + folders.Path);
        using var good = host.Rent("probe", new { how = "" });
        using var bad = host.Rent("probe", new { how = "throws" });
        using var unable = host.Rent("webhook", new { });

        Assert.True((await good.VerifyAsync(TestLimits.Default, TestLimits.Token))!.IsValid);
        Assert.Equal("exception", (await bad.VerifyAsync(TestLimits.Default, TestLimits.Token))!.Code);
        Assert.Null(await unable.VerifyAsync(TestLimits.Default, TestLimits.Token));
    }
}
