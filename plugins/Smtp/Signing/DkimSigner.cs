using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Connections;

namespace Notify.Channels.Smtp.Signing;

/// <summary>Signs messages by RFC 6376: rsa-sha256 over the relaxed forms of header and body.</summary>
internal sealed class DkimSigner : IDisposable
{
    private const int LeastBits = 1024; // RFC 8301 section 3.2
    private const int MostBits = 4096;
    private const int LineLength = 72;
    private readonly string _domain;
    private readonly string _selector;
    private readonly TimeProvider _timeProvider;
    private readonly RSAParameters _parameters;
    private readonly ConcurrentBag<RSA> _keys = []; // one is used by one thread at a time

    private DkimSigner(string domain, string selector, RSA key, TimeProvider timeProvider)
    {
        _domain = domain;
        _selector = selector;
        _timeProvider = timeProvider;
        _parameters = key.ExportParameters(includePrivateParameters: true);
    }

    /// <summary>Makes a signer; none when the settings ask for none, and a fault when they cannot work.</summary>
    public static (DkimSigner? Signer, SendOutcome.Misconfigured? Fault) Create(SmtpSettings settings, TimeProvider timeProvider)
    {
        string?[] given = [settings.DkimDomain, settings.DkimSelector, settings.DkimPrivateKey];
        if (given.All(static setting => setting is null))
            return (null, null);

        if (settings is not { DkimDomain: { } domain, DkimSelector: { } selector, DkimPrivateKey: { } pem })
            return (null, new() { Code = "dkim-incomplete", Reason = "DKIM needs dkimDomain, dkimSelector and dkimPrivateKey: set all three, or none." });

        using var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize is >= LeastBits and <= MostBits
                ? (new DkimSigner(domain, selector, key, timeProvider), null)
                : (null, BadKey($"It has {key.KeySize} bits."));
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return (null, BadKey("It cannot be read."));
        }
    }

    /// <summary>Puts the signature before a message as it goes over the wire: with stuffed dots, and the final one.</summary>
    public void Sign(ByteBuffer message)
    {
        var written = message.Written.Span;
        var end = written.IndexOf("\r\n\r\n"u8);
        var fields = HeaderFields.Of(written[..(end + 2)]);
        var bodyHash = Convert.ToBase64String(RelaxedBody.Hash(written[(end + 4)..^3]));

        var signed = new ByteBuffer();
        var names = fields.AppendSigned(signed);
        var field = new StringBuilder("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n\td=").Append(_domain).Append("; s=").Append(_selector)
            .Append(";\r\n\tt=").Append(_timeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)).Append(";\r\n\th=");
        AppendFolded(field, names);
        field.Append(";\r\n\tbh=").Append(bodyHash).Append(";\r\n\tb=");
        HeaderFields.AppendRelaxed(signed, Encoding.ASCII.GetBytes(field.ToString()));

        var signature = Convert.ToBase64String(Sign(signed.Written.Span));
        for (var start = 0; start < signature.Length; start += LineLength)
            field.Append(start == 0 ? "" : "\r\n\t").Append(signature.AsSpan(start, Math.Min(LineLength, signature.Length - start)));
        message.Prepend(Encoding.ASCII.GetBytes(field.Append("\r\n").ToString()));
    }

    public void Dispose()
    {
        while (_keys.TryTake(out var key))
            key.Dispose();
        foreach (var secret in new[] { _parameters.D, _parameters.P, _parameters.Q, _parameters.DP, _parameters.DQ, _parameters.InverseQ })
            CryptographicOperations.ZeroMemory(secret);
    }

    private static SendOutcome.Misconfigured BadKey(string what) => new()
    {
        Code = "dkim-key-invalid",
        Reason = $"dkimPrivateKey must be an RSA private key in PEM, unencrypted, of {LeastBits} to {MostBits} bits. {what}",
    };

    private static void AppendFolded(StringBuilder field, List<string> names)
    {
        var column = 0;
        for (var i = 0; i < names.Count; i++)
        {
            if (column + names[i].Length > LineLength)
            {
                field.Append("\r\n\t");
                column = 0;
            }

            field.Append(names[i]).Append(i < names.Count - 1 ? ":" : "");
            column += names[i].Length + 1;
        }
    }

    private byte[] Sign(ReadOnlySpan<byte> content)
    {
        if (!_keys.TryTake(out var key))
            key = RSA.Create(_parameters);
        try
        {
            return key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            _keys.Add(key);
        }
    }
}
