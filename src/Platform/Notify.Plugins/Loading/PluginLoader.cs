using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Channels.Sdk;
using Notify.Plugins.Providers;
using Notify.Plugins.Settings;

namespace Notify.Plugins.Loading;

/// <summary>Turns a plugin folder into a loaded version, or into a sentence that says why not.</summary>
internal sealed partial class PluginLoader(
    ShadowCopies shadowCopies, HostOptionsReader hostOptions, IOptions<PublicUrlOptions> publicUrl, TimeProvider timeProvider, ILoggerFactory loggerFactory)
{
    /// <summary>What is shown as the folder of a plugin that has none.</summary>
    public const string BuiltInFolder = "(built in)";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private readonly ILogger _logger = loggerFactory.CreateLogger<PluginLoader>();

    /// <exception cref="PluginLoadException">The folder holds no plugin that can serve; nothing of it stays loaded.</exception>
    public async Task<PluginVersion> LoadAsync(PluginFolder folder, CancellationToken cancellationToken)
    {
        folder.EntryAssembly(); // refuses an incomplete folder before copying it
        PluginFolder copy;
        try
        {
            copy = shadowCopies.Make(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginLoadException(
                $"The plugin folder '{folder.Path}' could not be copied: {exception.Message} It is tried again when a file changes.", exception);
        }

        PluginLoadContext? context = null;
        try
        {
            if (PluginFolder.Read(folder.Path).Fingerprint != folder.Fingerprint)
                throw new PluginLoadException($"The plugin folder '{folder.Path}' changed while it was read; it is tried again when it is quiet.");

            var entry = copy.EntryAssembly();
            SharedSdk.EnsureServes(entry, folder.Path);
            foreach (var assembly in Directory.EnumerateFiles(copy.Path, "*.dll").Where(static file => IsManaged(file)))
                SharedSdk.EnsureServes(assembly, folder.Path);

            context = new PluginLoadContext($"plugin {folder.Name} {Path.GetFileName(Path.GetDirectoryName(copy.Path))}", entry);
            var started = await StartAsync(context, entry, folder.Path, cancellationToken);
            var schema = SettingsSchema.Compile(started.Manifest.SettingsSchema);
            return new(folder, copy, started, schema, new ProviderHome(hostOptions.For(started.Manifest.Id), publicUrl.Value.CallbackUrl), context, shadowCopies, timeProvider, loggerFactory);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var unloading = Unload(context);
            shadowCopies.Discard(copy, unloading);
            LogLoadFailed(exception, folder.Path);
            throw exception as PluginLoadException ?? new PluginLoadException(
                $"The plugin in '{folder.Path}' failed while it was loaded: {Explain(exception)} Fix the plugin and replace its folder.", exception);
        }
    }

    /// <summary>Takes in a plugin that is part of the program.</summary>
    /// <exception cref="FormatException">Its settings schema is none.</exception>
    public async Task<PluginVersion> LoadAsync(BuiltInPlugin builtIn, CancellationToken cancellationToken)
    {
        var started = new StartedPlugin(builtIn.Plugin, builtIn.Plugin.Manifest);
        var schema = SettingsSchema.Compile(started.Manifest.SettingsSchema);
        return new(
            new PluginFolder(BuiltInFolder, ""), copy: null, started, schema, new ProviderHome(hostOptions.For(started.Manifest.Id), publicUrl.Value.CallbackUrl),
            context: null, shadowCopies, timeProvider, loggerFactory);
    }

    private static WeakReference? Unload(PluginLoadContext? context)
    {
        context?.Unload();
        return context is null ? null : new WeakReference(context);
    }

    private static bool IsManaged(string file)
    {
        try
        {
            AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false; // a native library
        }
    }

    /// <summary>Runs the plugin's first code on a thread of its own: a constructor that hangs costs that thread and nothing else.</summary>
    private async Task<StartedPlugin> StartAsync(PluginLoadContext context, string entry, string folder, CancellationToken cancellationToken)
    {
        var start = Task.Factory.StartNew(
            () => Start(context, entry, folder), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await start.WaitAsync(StartLimit, timeProvider, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new PluginLoadException(
                $"The plugin in '{folder}' did not finish its constructor and Manifest within {StartLimit.TotalSeconds:0} s. "
                + "Move slow work into SendAsync and replace the folder.", exception);
        }
    }

    private static StartedPlugin Start(PluginLoadContext context, string entry, string folder)
    {
        var types = context.LoadFromAssemblyPath(entry).GetTypes()
            .Where(static type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IChannelPlugin))).ToArray();
        var type = types switch
        {
            [var only] => only,
            [] => throw new PluginLoadException(
                $"'{Path.GetFileName(entry)}' in the plugin folder '{folder}' has no class that implements {nameof(IChannelPlugin)}. "
                + $"Add one public class with a parameterless constructor, built against {SharedSdk.Name} {SharedSdk.Version}."),
            _ => throw new PluginLoadException(
                $"'{Path.GetFileName(entry)}' in the plugin folder '{folder}' has {types.Length} classes that implement {nameof(IChannelPlugin)} "
                + $"({string.Join(", ", types.Select(static type => type.FullName))}). Keep one; a second channel is a second plugin."),
        };
        var constructor = type.GetConstructor(Type.EmptyTypes) ?? throw new PluginLoadException(
            $"'{type.FullName}' in the plugin folder '{folder}' has no public parameterless constructor. Add one.");
        var plugin = (IChannelPlugin)constructor.Invoke(null);
        var manifest = plugin.Manifest ?? throw new PluginLoadException(
            $"'{type.FullName}' in the plugin folder '{folder}' returns no Manifest. Return one.");
        return new(plugin, manifest);
    }

    private static string Explain(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Explain(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Explain(first),
        _ => $"{exception.GetType().Name}: {exception.Message}" + (exception.Message.EndsWith('.') ? "" : "."),
    };

    [LoggerMessage(4001, LogLevel.Warning, "The plugin in {Folder} was not loaded.")]
    private partial void LogLoadFailed(Exception exception, string folder);
}
