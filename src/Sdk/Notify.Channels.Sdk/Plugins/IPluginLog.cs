namespace Notify.Channels.Sdk;

/// <summary>
/// Where a plugin writes what its operator should read. The host takes the integration's secrets out of every text, cuts long ones, and
/// names the plugin and the integration. Thread-safe; never throws.
/// </summary>
/// <remarks>Do not write what the outcome says already: the host logs every failed attempt. Addresses and content do not belong here.</remarks>
public interface IPluginLog
{
    /// <summary>Writes one entry.</summary>
    /// <param name="level">How bad it is.</param>
    /// <param name="message">One sentence, of which at most 1,000 characters are kept.</param>
    void Write(PluginLogLevel level, string message);
}
