using Notify.Channels.Sdk;

namespace Notify.Plugins;

/// <summary>A plugin that is part of the program rather than a folder: same contract, same guard, never unloaded, and no integration needed.</summary>
/// <param name="Plugin">The plugin.</param>
public sealed record BuiltInPlugin(IChannelPlugin Plugin);
