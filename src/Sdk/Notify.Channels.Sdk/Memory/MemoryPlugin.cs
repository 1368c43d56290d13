namespace Notify.Channels.Sdk;

/// <summary>
/// A channel that keeps its messages in memory: for samples, and for tests of what is built on the SDK. It keeps the whole contract: a message that is
/// handed over twice under one delivery id is kept once, and a cancelled token is honoured.
/// </summary>
public sealed class MemoryPlugin : IChannelPlugin, IValidateEndpoint
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "memory",
        Channel = "memory",
        Family = MessageFamily.Chat,
        DisplayName = "Memory",
        Version = "1.0.0",
        AcceptanceIsDelivery = true,
        Abilities = ChannelAbilities.Batch | ChannelAbilities.VerifyCredentials | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        SettingsSchema = """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "capacity": { "type": "integer", "minimum": 1, "maximum": 1000000, "default": 1000, "title": "How many messages are kept; older ones are forgotten" }
              }
            }
            """,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new MemoryProvider(context.Settings.Number("capacity", 1_000), Manifest.Family);
    }

    /// <inheritdoc/>
    public string? FindFault(string address) => string.IsNullOrWhiteSpace(address) ? "a name" : null;
}
