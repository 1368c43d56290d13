using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Notify.Channels.Tests.Support;

internal static class TestCertificate
{
    /// <summary>Makes a self-signed certificate for localhost and its key, as PEM text.</summary>
    public static string MakePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n";
    }
}
