using Notify.Channels.Tests.Support;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Channels.Tests.Loading;

public sealed class PluginReloadTests
{
    [Fact]
    public async Task Rebuilding_a_plugin_while_a_thousand_sends_are_in_flight_loses_none()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("Reloaded", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        var integration = IntegrationId.New(TimeProvider.System);
        var gate = folders.File("gate");

        var inFlight = Enumerable.Range(0, 1000).Select(_ => SendAsync(host, integration, "waits-for-file", gate)).ToArray();
        await folders.AddAsync("Reloaded", PluginSources.Probe("2.0.0"));
        await host.UntilAsync(static plugins => plugins.TryFind("probe", out var manifest) && manifest.Version == "2.0.0");
        var after = await SendAsync(host, integration, "yields", gate);
        var stillWaiting = inFlight.Count(static send => !send.IsCompleted);
        await File.WriteAllTextAsync(gate, "go", TestLimits.Token);

        Assert.Equal(Enumerable.Repeat("1.0.0", 1000), await Task.WhenAll(inFlight));
        Assert.Equal(("2.0.0", 1000), (after, stillWaiting));
        await LoadContexts.CollectedAsync("plugin Reloaded ", expectedLeft: 1);
    }

    [Fact]
    public async Task A_newer_version_that_does_not_load_leaves_the_old_one_serving()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);

        await folders.AddAsync("probe", PluginSources.ThrowsInConstructor);
        await host.UntilAsync(static plugins => plugins.All[0].Error is not null);

        var status = Assert.Single(host.Plugins.All);
        Assert.Equal((PluginState.Loaded, "1.0.0"), (status.State, status.Version));
        Assert.EndsWith("Version 1.0.0 keeps serving.", status.Error, StringComparison.Ordinal);
        Assert.Equal("1.0.0", await SendAsync(host, IntegrationId.New(TimeProvider.System), "yields", "x"));
    }

    [Fact]
    public async Task Plugins_come_and_go_with_their_folders()
    {
        using var folders = new PluginFolders();
        await using var host = await PluginHost.StartAsync(folders.Path);

        var folder = await folders.AddAsync("ComesAndGoes", PluginSources.Probe("1.0.0"));
        await host.UntilAsync(static plugins => plugins.HasChannel("probe"));
        Assert.Equal("1.0.0", await SendAsync(host, IntegrationId.New(TimeProvider.System), "yields", "x"));
        Directory.Delete(folder, recursive: true);
        await host.UntilAsync(static plugins => !plugins.HasChannel("probe"));

        Assert.Empty(host.Plugins.All);
        await LoadContexts.CollectedAsync("plugin ComesAndGoes ", expectedLeft: 0);
    }

    [Fact]
    public async Task The_second_of_two_with_one_id_takes_over_when_the_first_goes()
    {
        using var folders = new PluginFolders();
        var first = await folders.AddAsync("a", PluginSources.Probe("1.0.0"));
        await folders.AddAsync("b", PluginSources.Probe("2.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);

        Directory.Delete(first, recursive: true);
        await host.UntilAsync(static plugins => plugins.TryFind("probe", out var manifest) && manifest.Version == "2.0.0");

        Assert.Null(Assert.Single(host.Plugins.All).Error);
    }

    [Fact]
    public async Task A_provider_is_made_once_and_disposed_when_its_settings_are_superseded_and_its_leases_are_back()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        var integration = IntegrationId.New(TimeProvider.System);
        var made = 0;
        ProviderLease Rent(long version) => host.Plugins.Rent(new("probe", integration, version), () =>
        {
            Interlocked.Increment(ref made);
            return System.Text.Json.JsonSerializer.SerializeToElement(new { how = "yields", disposedFile = folders.File($"disposed-{version}") });
        });

        var first = Rent(1);
        var second = Rent(1);
        await Probes.VersionAsync(first);
        using var newer = Rent(2);
        using var late = Rent(1);
        await Probes.VersionAsync(second);
        Assert.False(File.Exists(folders.File("disposed-1")));
        first.Dispose();
        second.Dispose();
        second.Dispose();

        await UntilExistsAsync(folders.File("disposed-1"));
        Assert.Equal(2, made);
        Assert.False(File.Exists(folders.File("disposed-2")));
        await Probes.VersionAsync(late);
    }

    [Fact]
    public async Task Leaves_no_shadow_copy_behind()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("LeavesNothing", PluginSources.Probe("1.0.0"));
        var host = await PluginHost.StartAsync(folders.Path);
        await SendAsync(host, IntegrationId.New(TimeProvider.System), "yields", "x");
        Assert.NotEmpty(Copies());

        await host.DisposeAsync();

        Assert.Empty(Copies());
        static string[] Copies() => [.. Directory.GetDirectories(Path.GetTempPath(), "notify-plugins-*").SelectMany(CopiesIn)];
    }

    [Fact]
    public async Task Clears_away_the_copies_of_a_process_that_was_killed()
    {
        using var folders = new PluginFolders();
        var left = Directory.CreateTempSubdirectory("notify-plugins-").FullName;
        await File.WriteAllTextAsync(Path.Combine(left, "1.dll"), "copied", TestLimits.Token);
        await File.WriteAllTextAsync(Path.Combine(left, ".lock"), "", TestLimits.Token);

        await using var host = await PluginHost.StartAsync(folders.Path);

        Assert.False(Directory.Exists(left));
    }

    private static async Task<string?> SendAsync(PluginHost host, IntegrationId integration, string how, string address)
    {
        using var lease = host.Rent("probe", new { how }, integration, version: how.Length);
        return await Probes.VersionAsync(lease, address);
    }

    private static async Task UntilExistsAsync(string path)
    {
        using var limit = new CancellationTokenSource(TestLimits.Default);
        while (!File.Exists(path))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Finds the copies below a root, which may be another test's and go at any time.</summary>
    private static string[] CopiesIn(string root)
    {
        try
        {
            return Directory.GetDirectories(root, "LeavesNothing", SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
