using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Notify.ProviderFakes;

/// <summary>A self-made certificate of this machine, and the PEM file by which a client trusts it.</summary>
public sealed class FakeCertificate : IDisposable
{
    /// <summary>Makes a certificate for <c>localhost</c> and the loopback addresses.</summary>
    public FakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=localhost {Guid.CreateVersion7():N}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        PemPath = Path.Combine(Path.GetTempPath(), $"notify-fake-{Guid.CreateVersion7():N}.pem");
        File.WriteAllText(PemPath, Certificate.ExportCertificatePem());
    }

    /// <summary>Gets the file with the certificate, without its key.</summary>
    public string PemPath { get; }

    /// <summary>Gets the certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        File.Delete(PemPath);
        Certificate.Dispose();
    }
}
