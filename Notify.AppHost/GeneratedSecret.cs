using System.Buffers.Text;
using System.Security.Cryptography;

namespace Notify.AppHost;

/// <summary>Makes a secret of random bytes once; the application keeps it.</summary>
internal sealed class GeneratedSecret(Func<byte[], string> format) : ParameterDefault
{
    private const int Bytes = 32;

    /// <summary>32 bytes in base64: the key that encrypts the settings of integrations.</summary>
    public static GeneratedSecret EncryptionKey() => new(Convert.ToBase64String);

    /// <summary>An API key, such as callers of the gateway send.</summary>
    public static GeneratedSecret ApiKey() => new(static bytes => "ntfy_" + Base64Url.EncodeToString(bytes));

    /// <inheritdoc/>
    public override string GetDefaultValue() => format(RandomNumberGenerator.GetBytes(Bytes));

#if USE_ASPIRE
    /// <inheritdoc/>
    public override void WriteToManifest(Aspire.Hosting.Publishing.ManifestPublishingContext context) =>
        throw new InvalidOperationException("This secret is generated on each machine; give it as a parameter where the application is published.");
#endif
}
