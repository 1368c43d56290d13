namespace Notify.Channels.Sdk;

/// <summary>
/// The entry point of a plugin assembly: says what the plugin is and makes providers. The host creates exactly one
/// instance per loaded version, through a public parameterless constructor.
/// </summary>
/// <remarks>An assembly holds one implementation. The host isolates it in a load context of its own; only this SDK is shared.</remarks>
public interface IChannelPlugin
{
    /// <summary>Gets what the plugin is: its id, channel, settings and limits. Must be constant for one loaded version.</summary>
    ChannelManifest Manifest { get; }

    /// <summary>Makes a provider for one configured integration. Must not block or open connections; the first send may.</summary>
    /// <param name="context">The integration's settings (already valid against <see cref="ChannelManifest.SettingsSchema"/>) and the host's services.</param>
    /// <returns>A provider that the host owns and disposes when the integration changes or the plugin is unloaded.</returns>
    IChannelProvider Create(ProviderContext context);
}
