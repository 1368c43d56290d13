using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Notify.Channels.WebPush.Vapid;

/// <summary>Signs in to push services: one token for each, used for hours (RFC 8292 section 2).</summary>
internal sealed class VapidTokens : IDisposable
{
    private const int MostServices = 1_000; // more are strangers' servers, named to fill the memory
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12); // a service takes 24 at most; its clock may differ
    private static readonly TimeSpan RenewBefore = TimeSpan.FromHours(1);
    private static readonly string Header = Segment("""{"typ":"JWT","alg":"ES256"}""");
    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly ECDsa _key;
    private readonly string _publicKey;
    private readonly string _subject;
    private readonly TimeProvider _timeProvider;

    /// <exception cref="FormatException">The keys cannot be used; the message says why, without them.</exception>
    public VapidTokens(WebPushSettings settings, TimeProvider timeProvider)
    {
        _key = VapidKeys.Read(settings.PublicKey, settings.PrivateKey);
        _publicKey = settings.PublicKey.TrimEnd('=');
        _subject = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(settings.Subject);
        _timeProvider = timeProvider;
    }

    /// <summary>Gets the value of <c>Authorization</c> for a push service.</summary>
    public string Authorization(string origin)
    {
        var now = _timeProvider.GetUtcNow();
        return _tokens.TryGetValue(origin, out var token) && now < token.RenewAt ? token.Authorization : Renew(origin, now);
    }

    public void Dispose() => _key.Dispose();

    private string Renew(string origin, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_tokens.TryGetValue(origin, out var token) && now < token.RenewAt)
                return token.Authorization;
            if (_tokens.Count >= MostServices)
                _tokens.Clear();

            var expires = now + Lifetime;
            var signed = Header + "." + Segment($$"""{"aud":"{{origin}}","exp":{{expires.ToUnixTimeSeconds()}},"sub":"{{_subject}}"}""");
            var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            token = new($"vapid t={signed}.{Base64Url.EncodeToString(signature)}, k={_publicKey}", expires - RenewBefore);
            _tokens[origin] = token;
            return token.Authorization;
        }
    }

    private static string Segment(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private sealed record Token(string Authorization, DateTimeOffset RenewAt);
}
