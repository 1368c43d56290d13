using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>Pushes to Android, Apple and web apps through Firebase Cloud Messaging, HTTP v1.</summary>
public sealed class FcmPlugin : IChannelPlugin, IValidateEndpoint
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "fcm",
        Channel = "push",
        Family = MessageFamily.Push,
        DisplayName = "Firebase Cloud Messaging",
        Version = "0.1.0",
        Subject = SubjectRule.Optional,
        MediaTypes = ["text/plain", "image/*"],
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        MaxConcurrentSends = 500, // five HTTP/2 connections of a hundred streams
        SettingsSchema = FcmSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new FcmProvider(context);
    }

    /// <inheritdoc/>
    public string? FindFault(string address) => RegistrationToken.FindFault(address);
}
