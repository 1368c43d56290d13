namespace Notify.Plugins.Loading;

/// <summary>A folder could not be loaded as a plugin. The message is the sentence that the plugin's status shows.</summary>
internal sealed class PluginLoadException(string message, Exception? innerException = null) : Exception(message, innerException);
