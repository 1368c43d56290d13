using System.Security.Cryptography;

namespace Notify.Channels.Tests.Smtp;

internal static class DkimKeys
{
    /// <summary>A key and the record that the DNS would hold: an RSA key of our own, or the Ed25519 key that RFC 8463 publishes with its record in appendix A.2.</summary>
    public static (string Pem, string Record) Of(string algorithm)
    {
        if (algorithm == "ed25519")
        {
            byte[] der = [.. Convert.FromHexString("302e020100300506032b657004220420"), .. Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")];
            return (PemEncoding.WriteString("PRIVATE KEY", der), "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        }

        var pem = MakePem();
        return (pem, Record(pem));
    }

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
