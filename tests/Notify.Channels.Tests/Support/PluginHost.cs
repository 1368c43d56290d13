using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Channels.Tests.Support;

/// <summary>A host with nothing but channel plugins in it.</summary>
internal sealed class PluginHost : IAsyncDisposable
{
    private readonly IHost _host;

    private PluginHost(IHost host)
    {
        _host = host;
        Plugins = host.Services.GetRequiredService<IChannelPlugins>();
    }

    public static string BuiltPlugins { get; } = typeof(PluginHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "PluginFolders").Value!;

    public IChannelPlugins Plugins { get; }

    public static Task<PluginHost> StartAsync(string path, params (string Key, string Value)[] settings) => StartAsync(path, [], settings);

    public static async Task<PluginHost> StartAsync(string path, BuiltInPlugin[] builtIns, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Prepend(("Notify:Plugins:Path", path)).Select(static pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)));
        builder.Logging.ClearProviders();
        builder.Services.AddChannelPlugins(builder.Configuration);
        foreach (var builtIn in builtIns)
            builder.Services.AddSingleton(builtIn);
        var host = builder.Build();
        await host.StartAsync(TestLimits.Token);
        return new(host);
    }

    public ProviderLease Rent(string pluginId, object settings, IntegrationId? integration = null, long version = 1) => Plugins.Rent(
        new(pluginId, integration ?? IntegrationId.New(TimeProvider.System), version), () => JsonSerializer.SerializeToElement(settings));

    /// <summary>Waits for the plugins to change until they are as wanted.</summary>
    public async Task UntilAsync(Func<IChannelPlugins, bool> isWanted)
    {
        var changed = new SemaphoreSlim(0);
        void Notice() => changed.Release();
        Plugins.Changed += Notice;
        try
        {
            while (!isWanted(Plugins))
                Assert.True(await changed.WaitAsync(TestLimits.Default, TestLimits.Token), "The plugins did not change as expected.");
        }
        finally
        {
            Plugins.Changed -= Notice;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
