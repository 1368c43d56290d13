using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>Pushes to iOS, iPadOS, macOS, tvOS, visionOS and watchOS apps through the Apple Push Notification service.</summary>
public sealed class ApnsPlugin : IChannelPlugin, IValidateEndpoint
{
    private const int Shortest = 64;
    private const int Longest = 200;

    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "apns",
        Channel = "push",
        Family = MessageFamily.Push,
        DisplayName = "Apple Push Notification service",
        Version = "0.1.0",
        Subject = SubjectRule.Optional,
        MediaTypes = ["text/plain", "image/*"],
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        MaxConcurrentSends = 500, // well below the streams that Apple allows on one connection
        SettingsSchema = ApnsSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ApnsProvider(context);
    }

    /// <inheritdoc/>
    /// <remarks>Apple promises no length. Tokens have 64 digits today, and Apple advises to be ready for longer ones.</remarks>
    public string? FindFault(string address) =>
        address is { Length: >= Shortest and <= Longest } && address.Length % 2 == 0 && !address.AsSpan().ContainsAnyExcept(ApnsSettings.HexDigits)
            ? null : "an APNs device token: 64 to 200 hexadecimal digits, as the app gets it from iOS";
}
