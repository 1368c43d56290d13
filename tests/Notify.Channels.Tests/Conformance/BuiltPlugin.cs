using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Conformance;

internal static class BuiltPlugin
{
    /// <summary>The entry assembly in the folder that a host loads.</summary>
    public static string EntryAssembly(string name) => Path.Combine(PluginHost.BuiltPlugins, name, name + ".dll");
}
