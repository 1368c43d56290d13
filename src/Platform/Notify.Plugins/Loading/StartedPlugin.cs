using Notify.Channels.Sdk;

namespace Notify.Plugins.Loading;

/// <summary>A plugin whose constructor ran, with the manifest it returned.</summary>
internal sealed record StartedPlugin(IChannelPlugin Plugin, ChannelManifest Manifest);
