using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Notify.ProviderFakes;

/// <summary>The self-made certificate of all fakes of this process, and the PEM file by which a client trusts it.</summary>
public static class FakeCertificate
{
    private static readonly Lazy<X509Certificate2> Made = new(Make);
    private static readonly Lazy<string> Written = new(Write);

    /// <summary>Gets the file with the certificate, without its key. It is deleted when the process ends.</summary>
    public static string PemPath => Written.Value;

    /// <summary>Gets the certificate with its key.</summary>
    public static X509Certificate2 Certificate => Made.Value;

    /// <summary>Gets the options with which an operator lets a plugin reach fakes, with TLS or without.</summary>
    public static IReadOnlyDictionary<string, string> HostOptions { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["AllowPrivateNetworks"] = "true",
        ["TrustedCertificates"] = PemPath,
    };

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=localhost {Guid.CreateVersion7():N}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
    }

    private static string Write()
    {
        var path = Path.Combine(Path.GetTempPath(), $"notify-fake-{Guid.CreateVersion7():N}.pem");
        File.WriteAllText(path, Certificate.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }
}
