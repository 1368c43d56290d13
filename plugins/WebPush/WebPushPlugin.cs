using Notify.Channels.Sdk;

namespace Notify.Channels.WebPush;

/// <summary>Pushes to browsers by Web Push: RFC 8030, encrypted by RFC 8291, signed by RFC 8292.</summary>
public sealed class WebPushPlugin : IChannelPlugin, IValidateEndpoint
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "web-push",
        Channel = "push",
        Family = MessageFamily.Push,
        DisplayName = "Web Push",
        Version = "0.1.0",
        Subject = SubjectRule.Optional,
        MediaTypes = ["text/plain", "image/*"],
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        SettingsSchema = WebPushSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new WebPushProvider(context);
    }

    /// <inheritdoc/>
    public string? FindFault(string address) => PushSubscription.TryRead(address, out var subscription) && subscription.IsSecure && subscription.HasUsableKey() ? null : PushSubscription.Form;
}
