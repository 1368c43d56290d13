using System.Reflection;
using System.Runtime.Loader;

namespace Notify.Plugins.Loading;

/// <summary>Keeps one version of one plugin apart: it sees its own files, .NET itself and the SDK, and can be unloaded.</summary>
internal sealed class PluginLoadContext(string name, string entryAssembly) : AssemblyLoadContext(name, isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(entryAssembly);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == SharedSdk.Name)
            return SharedSdk.Assembly;

        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
            return LoadFromAssemblyPath(path);

        return File.Exists(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))
            ? throw new FileNotFoundException(
                $"'{assemblyName.Name}' is not in the plugin's folder, and the host does not share its own copy. "
                + $"Only .NET itself and {SharedSdk.Name} are shared; ship the assembly with the plugin (EnableDynamicLoading does).")
            : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
