using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Notify.Channels.Sdk;

namespace Notify.Plugins.Loading;

/// <summary>The one assembly that host and plugins share.</summary>
internal static class SharedSdk
{
    public static readonly Assembly Assembly = typeof(IChannelPlugin).Assembly;
    public static readonly string Name = Assembly.GetName().Name!; // an assembly loaded from a file has a name
    public static readonly Version Version = Assembly.GetName().Version ?? new Version(0, 0);

    /// <summary>Refuses an assembly built against a newer SDK than the one present, before any of its code can run.</summary>
    /// <exception cref="PluginLoadException">The assembly wants a newer SDK or is not a .NET assembly.</exception>
    public static void EnsureServes(string assemblyPath, string pluginFolder)
    {
        var wanted = ReferencedVersion(assemblyPath, pluginFolder);
        if (wanted is not null && wanted > Version)
        {
            throw new PluginLoadException(
                $"The plugin in '{pluginFolder}' was built against {Name} {wanted}, but this host has {Version}. "
                + $"Upgrade the host to one with {Name} {wanted} or later, or build the plugin against {Version}.");
        }
    }

    private static Version? ReferencedVersion(string assemblyPath, string pluginFolder)
    {
        try
        {
            using var stream = File.OpenRead(assemblyPath);
            using var image = new PEReader(stream);
            var metadata = image.GetMetadataReader();
            foreach (var handle in metadata.AssemblyReferences)
            {
                var reference = metadata.GetAssemblyReference(handle);
                if (metadata.StringComparer.Equals(reference.Name, Name))
                    return reference.Version;
            }

            return null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or IOException)
        {
            throw new PluginLoadException(
                $"'{Path.GetFileName(assemblyPath)}' in the plugin folder '{pluginFolder}' is not a complete .NET assembly. "
                + "Build the plugin anew or finish copying; it is tried again when a file changes.", exception);
        }
    }
}
