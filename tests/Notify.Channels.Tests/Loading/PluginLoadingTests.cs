using Microsoft.Extensions.Options;
using Notify.Channels.Tests.Support;
using Notify.Plugins;

namespace Notify.Channels.Tests.Loading;

public sealed class PluginLoadingTests
{
    [Fact]
    public async Task Loads_the_built_plugins_before_the_host_has_started()
    {
        await using var host = await PluginHost.StartAsync(PluginHost.BuiltPlugins);

        Assert.Superset(new HashSet<string> { "smtp", "webhook" }, host.Plugins.Manifests.Select(static manifest => manifest.Id).ToHashSet());
        Assert.True(host.Plugins.HasChannel("email"));
        Assert.False(host.Plugins.HasChannel("pigeon"));
        Assert.All(host.Plugins.All, static status => Assert.Equal((PluginState.Loaded, null), (status.State, status.Error)));
        Assert.Equal(["bounceSecret", "dkimPrivateKey", "password"], host.Plugins.SecretSettings("smtp").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData("no-such-folder")]
    public async Task Refuses_to_start_without_a_folder_of_plugins(string path)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => PluginHost.StartAsync(path));

        Assert.Contains("Notify:Plugins:Path", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_does_not_load_harms_no_other_and_says_why()
    {
        using var folders = new PluginFolders();
        using var elsewhere = new PluginFolders();
        var future = await PluginCompiler.BuildFutureSdkAsync(elsewhere.Path);
        await folders.AddAsync("A.Throws", PluginSources.ThrowsInConstructor);
        await folders.AddAsync("B.Two", PluginSources.TwoPlugins);
        await folders.AddAsync("C.None", PluginSources.NoPlugin);
        await folders.AddAsync("D.Future", PluginSources.ForFutureSdk, future);
        await folders.AddAsync("E.Schema", PluginSources.BadSchema);
        await folders.AddAsync("F.Good", PluginSources.Probe("1.0.0"));
        await folders.AddAsync("G.Same", PluginSources.Probe("2.0.0"));
        Directory.CreateDirectory(folders.File("H.Empty"));
        await File.WriteAllTextAsync(Path.Combine(await folders.AddAsync("I.Garbage", PluginSources.NoPlugin), "I.Garbage.dll"), "MZ half a fi", TestLimits.Token);

        await using var host = await PluginHost.StartAsync(folders.Path);

        var present = typeof(Notify.Channels.Sdk.IChannelPlugin).Assembly.GetName().Version!.ToString();
        string[][] expected =
        [
            ["A.Throws", "InvalidOperationException: out of coffee"],
            ["B.Two", "2 classes", "Keep one"],
            ["C.None", "no class that implements IChannelPlugin"],
            ["D.Future", "99.1.0.0", present, "Upgrade the host"],
            ["E.Schema", "not a JSON object"],
            [],
            ["G.Same", "has the id 'probe'", folders.File("F.Good"), "Remove one"],
            ["H.Empty", "H.Empty.dll"],
            ["I.Garbage", "not a complete .NET assembly"],
        ];
        Assert.Equal(expected.Length, host.Plugins.All.Count);
        foreach (var (status, words) in host.Plugins.All.Zip(expected))
        {
            Assert.Equal(words.Length == 0 ? PluginState.Loaded : PluginState.Failed, status.State);
            Assert.All(words, word => Assert.Contains(word, status.Error!, StringComparison.Ordinal));
        }

        using var lease = host.Rent("probe", new { how = "" });
        Assert.Equal("1.0.0", await Probes.VersionAsync(lease));
    }

    [Fact]
    public async Task Loads_a_half_copied_folder_once_it_is_complete()
    {
        using var folders = new PluginFolders();
        var source = Path.Combine(PluginHost.BuiltPlugins, "Notify.Channels.Smtp");
        var target = Directory.CreateDirectory(folders.File("Notify.Channels.Smtp")).FullName;
        File.Copy(Path.Combine(source, "Notify.Channels.Smtp.deps.json"), Path.Combine(target, "Notify.Channels.Smtp.deps.json"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        var before = Assert.Single(host.Plugins.All);

        foreach (var file in Directory.GetFiles(source, "*.dll"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));

        await host.UntilAsync(static plugins => plugins.HasChannel("email"));
        Assert.Equal(PluginState.Failed, before.State);
        Assert.Contains("'Notify.Channels.Smtp.dll' is missing", before.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_is_refused_with_its_reason()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("broken", PluginSources.ThrowsInConstructor);
        await using var host = await PluginHost.StartAsync(folders.Path);

        var missing = Assert.Throws<PluginUnavailableException>(() => host.Rent("pigeon", new { }));
        var failed = Assert.Throws<PluginUnavailableException>(() => host.Rent("broken", new { }));

        Assert.Contains("No plugin 'pigeon' is loaded", missing.Message, StringComparison.Ordinal);
        Assert.Contains("out of coffee", failed.Message, StringComparison.Ordinal);
        Assert.Equal("pigeon", missing.PluginId);
    }

    [Fact]
    public async Task Hands_the_operators_options_to_the_plugin()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path, ("Notify:Plugins:Options:probe:colour", "green"));
        using var lease = host.Rent("probe", new { how = "host-option" });

        Assert.Equal("green", await Probes.VersionAsync(lease));
    }

    [Fact]
    public async Task Reports_every_wrong_setting_at_once_and_never_a_secret()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("probe", PluginSources.Probe("1.0.0"));
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var settings = System.Text.Json.JsonDocument.Parse(
            """{"port": 70000, "token": "hunter2-hunter2", "nested": {"list": [1, "x"]}, "colour": "green"}""");

        var errors = host.Plugins.ValidateSettings("probe", settings.RootElement);

        Assert.Equal(["/colour", "/how", "/nested/list/1", "/port", "/token"], errors.Select(static error => error.Path));
        Assert.Contains("70000", errors[3].Message, StringComparison.Ordinal);
        Assert.Contains("at most 65535", errors[3].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(errors), StringComparison.Ordinal);
        Assert.Equal(["token"], host.Plugins.SecretSettings("probe"));
    }
}
