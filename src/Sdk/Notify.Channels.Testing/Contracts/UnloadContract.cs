using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>A plugin that was replaced leaves memory.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class UnloadContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    /// <summary>Gets how long the garbage collector may need. The default is 30 seconds: far more than a plugin that can be unloaded takes.</summary>
    protected virtual TimeSpan Limit => TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_plugin_that_has_sent_can_be_unloaded()
    {
        var backend = await StartBackendAsync();

        var (context, arrived) = await SendInContextAsync(backend);

        Assert.True(arrived, "The message did not go out from within a load context.");
        using var limit = new CancellationTokenSource(Limit);
        while (context.IsAlive)
        {
            Assert.False(
                limit.IsCancellationRequested,
                "The plugin stays in memory after it was unloaded: something outside holds on to it. Look for JsonSerializer without a source-generated context, "
                + "Newtonsoft.Json on the plugin's own types, TypeDescriptor.GetConverter, handlers of .NET's static events, timers and threads that do not end, "
                + "and a provider's own client library that does one of these.");
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
    }

    /// <summary>In a frame of its own, so that nothing on the stack holds on to the context.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(WeakReference Context, bool Arrived)> SendInContextAsync(ChannelBackend backend)
    {
        var context = new PluginContext(Channel.EntryAssembly);
        try
        {
            var provider = Load(context, Channel.EntryAssembly).Create(new()
            {
                IntegrationId = "01980000-0000-7000-8000-000000000001", // as a host names one
                Settings = Channel.SettingsFor(backend.Url),
                HostOptions = Channel.HostOptions,
                TimeProvider = TimeProvider.System,
            });
            Channel.Created(provider, backend.Url);
            var message = CreateMessage(backend.Url);
            var call = await Call.SendAsync(provider, message, Token);
            call.MustBeAccepted("A message from within a load context");
            await provider.DisposeAsync();
            return (new WeakReference(context), backend.Received.Any(received => received.DeliveryId == message.DeliveryId));
        }
        finally
        {
            context.Unload();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IChannelPlugin Load(PluginContext context, string entryAssembly)
    {
        var type = context.LoadFromAssemblyPath(entryAssembly).GetType(Plugin.GetType().FullName!, throwOnError: true)!; // a plugin's class has a name; a missing one throws
        Assert.NotSame(Plugin.GetType(), type);
        return (IChannelPlugin)Activator.CreateInstance(type)!; // a host makes it the same way
    }

    /// <summary>The host's rules: the plugin sees its own files, .NET itself and the SDK.</summary>
    private sealed class PluginContext(string entryAssembly) : AssemblyLoadContext("plugin under test", isCollectible: true)
    {
        private readonly AssemblyDependencyResolver _resolver = new(entryAssembly);

        protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName assemblyName) =>
            assemblyName.Name == typeof(IChannelPlugin).Assembly.GetName().Name ? typeof(IChannelPlugin).Assembly
            : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
            : null;
    }
}
