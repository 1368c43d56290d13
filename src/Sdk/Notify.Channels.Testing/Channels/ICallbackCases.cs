using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>Implemented by the <see cref="ChannelUnderTest"/> of a plugin with <see cref="IReceiveCallbacks"/>: plays the provider that calls back.</summary>
public interface ICallbackCases
{
    /// <summary>Gets the body of a genuine request that tells at least one event.</summary>
    ReadOnlyMemory<byte> CallbackBody { get; }

    /// <summary>Gets the name of the header that carries the signature.</summary>
    string SignatureHeader { get; }

    /// <summary>Gets whether what the header carries covers the body. The default is <see langword="true"/>; a password that only names the caller covers nothing.</summary>
    bool SignsBody => true;

    /// <summary>Gets the URL that the provider calls, as the host gives it to the plugin.</summary>
    Uri CallbackUrl => new("https://notify.example.com/v1/callbacks/conformance");

    /// <summary>Makes a request and signs it as the provider does, with the secret that <see cref="ChannelUnderTest.Settings"/> names.</summary>
    /// <param name="body">What to sign: <see cref="CallbackBody"/>, or bytes that mean nothing.</param>
    /// <param name="now">The provider's clock.</param>
    CallbackRequest Sign(ReadOnlyMemory<byte> body, DateTimeOffset now);

    /// <summary>Makes settings like <see cref="ChannelUnderTest.Settings"/> with another secret for callbacks.</summary>
    /// <param name="server">The honest backend.</param>
    object OtherSecret(Uri server);
}
