using System.Security.Cryptography;

namespace Notify.Channels.Tests.Smtp;

internal static class DkimKeys
{
    public static string MakePem(int bits = 2048)
    {
        using var key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The record that the DNS would hold (RFC 6376 section 3.6.1).</summary>
    public static string Record(string pem)
    {
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        return $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}";
    }
}
