using MimeKit;
using MimeKit.Cryptography;
using Notify.Channels.Sdk;
using Org.BouncyCastle.Crypto;

namespace Notify.Channels.Smtp.Signing;

/// <summary>Signs messages over the relaxed forms of header and body, by RFC 6376 with an RSA key or by RFC 8463 with an Ed25519 key.</summary>
internal sealed class MessageSigner : DkimSigner, IDisposable
{
    /// <summary>What a signature covers where it is there. From is named once more than it is there, so that nobody can add another one.</summary>
    private static readonly string[] Covered =
    [
        "from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type",
        "content-transfer-encoding", "list-id", "list-unsubscribe", "list-unsubscribe-post",
    ];

    private readonly DkimKey _key;
    private readonly TimeProvider _timeProvider;

    private MessageSigner(DkimKey key, string domain, string selector, TimeProvider timeProvider)
        : base(key.Parameters, domain, selector, key.Algorithm)
    {
        _key = key;
        _timeProvider = timeProvider;
        HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
    }

    /// <summary>Makes a signer; none when the settings ask for none, and a fault when they cannot work.</summary>
    public static (MessageSigner? Signer, SendOutcome.Misconfigured? Fault) Create(SmtpSettings settings, TimeProvider timeProvider)
    {
        string?[] given = [settings.DkimDomain, settings.DkimSelector, settings.DkimPrivateKey];
        if (given.All(static setting => setting is null))
            return (null, null);

        if (settings is not { DkimDomain: { } domain, DkimSelector: { } selector, DkimPrivateKey: { } pem })
            return (null, new() { Code = "dkim-incomplete", Reason = "DKIM needs dkimDomain, dkimSelector and dkimPrivateKey: set all three, or none." });

        var (key, fault) = DkimKey.Read(pem);
        return key is null ? (null, new() { Code = "dkim-key-invalid", Reason = fault }) : (new MessageSigner(key, domain, selector, timeProvider), null);
    }

    /// <summary>Puts the signature before the other fields of a message that is ready to be written.</summary>
    public void Sign(MimeMessage message, FormatOptions format)
    {
        var names = new List<string>(Covered.Length + 1) { "from" };
        foreach (var name in Covered)
        {
            if (message.Headers.Contains(name) || message.Body!.Headers.Contains(name)) // not null: the composer gives every message one
                names.Add(name);
        }

        Sign(format, message, names);
    }

    public void Dispose() => _key.Dispose();

    protected override ISigner CreateSigningContext() => _key.IsRsa ? new RsaSignature(_key) : base.CreateSigningContext();

    protected override long GetTimestamp() => _timeProvider.GetUtcNow().ToUnixTimeSeconds();
}
