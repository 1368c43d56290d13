namespace Notify.Channels.Sdk;

/// <summary>
/// What a plugin can do beside sending. The manifest says it before there is a provider; each flag stands for one interface, and a
/// plugin that names a flag implements its interface.
/// </summary>
[Flags]
public enum ChannelAbilities
{
    /// <summary>Sending only.</summary>
    None = 0,

    /// <summary>The provider implements <see cref="IBatchSend"/>.</summary>
    Batch = 1,

    /// <summary>The provider implements <see cref="IVerifyCredentials"/>.</summary>
    VerifyCredentials = 2,

    /// <summary>The provider implements <see cref="IReceiveCallbacks"/>.</summary>
    Callbacks = 4,

    /// <summary>The provider implements <see cref="IHealthProbe"/>.</summary>
    Health = 8,

    /// <summary>The plugin implements <see cref="IValidateEndpoint"/>.</summary>
    ValidateEndpoint = 16,

    /// <summary>The plugin implements <see cref="INotificationHook"/>.</summary>
    Hook = 32,
}
