using System.Collections.Concurrent;
using System.Security.Cryptography;
using MimeKit.Cryptography;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Notify.Channels.Smtp.Signing;

/// <summary>A private key that verifiers accept: RSA, which .NET signs with because BouncyCastle takes many times as long, or Ed25519, which .NET does not know.</summary>
internal sealed class DkimKey : IDisposable
{
    private const int LeastBits = 1024; // RFC 8301 section 3.2
    private const int MostBits = 4096;
    private readonly RSAParameters _rsa;
    private readonly ConcurrentBag<RSA> _keys = []; // one is used by one thread at a time

    private DkimKey(RSA key)
    {
        _rsa = key.ExportParameters(includePrivateParameters: true);
        IsRsa = true;
        Parameters = DotNetUtilities.GetRsaKeyPair(_rsa).Private;
    }

    private DkimKey(AsymmetricKeyParameter key) => Parameters = key;

    public AsymmetricKeyParameter Parameters { get; }

    public bool IsRsa { get; }

    /// <summary>Gets the length of an RSA signature in bytes.</summary>
    public int SignatureLength => _rsa.Modulus?.Length ?? 0;

    public DkimSignatureAlgorithm Algorithm => IsRsa ? DkimSignatureAlgorithm.RsaSha256 : DkimSignatureAlgorithm.Ed25519Sha256;

    /// <summary>Reads an unencrypted key in PEM, or says what is wrong with it.</summary>
    public static (DkimKey? Key, string? Fault) Read(string pem)
    {
        try
        {
            if (ReadEd25519(pem) is { } curve)
                return (new DkimKey(curve), null);

            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return key.KeySize is >= LeastBits and <= MostBits ? (new DkimKey(key), null) : (null, Bad($"It has {key.KeySize} bits."));
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or IOException or FormatException)
        {
            return (null, Bad("It cannot be read."));
        }
    }

    /// <summary>Signs with RSA and SHA-256 (RFC 8017 section 8.2). Thread-safe.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        if (!_keys.TryTake(out var key))
            key = RSA.Create(_rsa);
        try
        {
            return key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            _keys.Add(key);
        }
    }

    public void Dispose()
    {
        while (_keys.TryTake(out var key))
            key.Dispose();
        foreach (var secret in new[] { _rsa.D, _rsa.P, _rsa.Q, _rsa.DP, _rsa.DQ, _rsa.InverseQ })
            CryptographicOperations.ZeroMemory(secret);
    }

    private static AsymmetricKeyParameter? ReadEd25519(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != "PRIVATE KEY")
            return null;

        var key = PrivateKeyInfo.GetInstance(Convert.FromBase64String(pem[fields.Base64Data]));
        return key.PrivateKeyAlgorithm.Algorithm.Equals(EdECObjectIdentifiers.id_Ed25519) ? PrivateKeyFactory.CreateKey(key) : null;
    }

    private static string Bad(string what) =>
        $"dkimPrivateKey must be a private key in PEM, unencrypted: RSA of {LeastBits} to {MostBits} bits, or Ed25519. {what}";
}
