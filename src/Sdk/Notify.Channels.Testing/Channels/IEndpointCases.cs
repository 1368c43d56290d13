using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>Implemented by the <see cref="ChannelUnderTest"/> of a plugin with <see cref="IValidateEndpoint"/>: says which addresses are good.</summary>
public interface IEndpointCases
{
    /// <summary>Gets addresses that the plugin must take.</summary>
    IReadOnlyList<string> GoodAddresses { get; }

    /// <summary>Gets addresses that the plugin must refuse.</summary>
    IReadOnlyList<string> BadAddresses { get; }
}
