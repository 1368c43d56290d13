using System.Text.Json;

namespace Notify.Channels.Sdk;

/// <summary>What the host gives a provider at creation.</summary>
public sealed record ProviderContext
{
    /// <summary>Gets the integration's id, for diagnostics.</summary>
    public required string IntegrationId { get; init; }

    /// <summary>Gets the integration's settings with secrets in clear text, valid against the manifest's schema.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>
    /// Gets what the operator of this installation set for the plugin under <c>Notify:Plugins:Options:{plugin id}</c>.
    /// Keys are case-insensitive. A tenant's settings can never change these.
    /// </summary>
    public required IReadOnlyDictionary<string, string> HostOptions { get; init; }

    /// <summary>
    /// Gets the public URL at which the host hands requests to this provider's <see cref="IReceiveCallbacks"/>, to be given to the provider with a
    /// message or set up once in its console; <see langword="null"/> when the operator has not said where the installation is reached.
    /// </summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>Gets where to write what the operator should read. Without a host it leads nowhere.</summary>
    public IPluginLog Log { get; init; } = new SilentLog();

    /// <summary>Gets the clock to use for every time-out, delay and time stamp.</summary>
    public required TimeProvider TimeProvider { get; init; }

    private sealed class SilentLog : IPluginLog
    {
        public void Write(PluginLogLevel level, string message)
        {
        }
    }
}
