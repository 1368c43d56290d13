using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Notify.Channels.Apns;

/// <summary>Signs the tokens by which Apple knows the sender (JWT, ES256), and uses each for long: Apple refuses one older than an hour, and a new one too soon.</summary>
internal sealed class ProviderTokens : IDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(20); // Apple answers TooManyProviderTokenUpdates below it
    private readonly ECDsa _key;
    private readonly TimeProvider _timeProvider;
    private readonly string _teamId;
    private readonly string _header;
    private readonly Lock _gate = new();
    private ProviderToken? _current;

    /// <exception cref="FormatException">The key is no P-256 key in PEM; the message says so without quoting it.</exception>
    public ProviderTokens(ApnsSettings settings, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _teamId = settings.TeamId;
        _header = Segment($$"""{"alg":"ES256","kid":"{{settings.KeyId}}"}""");
        _key = Import(settings.Key);
    }

    /// <summary>Gets the token to use now.</summary>
    public ProviderToken Get()
    {
        var now = _timeProvider.GetUtcNow();
        var current = Volatile.Read(ref _current);
        return current is not null && Serves(current, now) ? current : Renew(now);
    }

    /// <summary>Replaces a token that Apple called expired, unless that would be too soon.</summary>
    /// <returns>The token to try instead; <see langword="null"/> when there is none.</returns>
    public ProviderToken? Replace(ProviderToken expired)
    {
        lock (_gate)
        {
            if (_current is not null && !ReferenceEquals(_current, expired))
                return _current;
            var now = _timeProvider.GetUtcNow();
            return now - expired.IssuedAt < LeastAge ? null : _current = Sign(now);
        }
    }

    public void Dispose() => _key.Dispose();

    /// <summary>
    /// The time that tokens of this moment bear. Every process that sends for the account, and every provider that is made anew, takes the same one, because
    /// to Apple they are one sender, and a second token within 20 minutes is refused.
    /// </summary>
    private static DateTimeOffset WindowOf(DateTimeOffset now) => now - TimeSpan.FromTicks(now.UtcTicks % RenewAfter.Ticks);

    private static bool Serves(ProviderToken token, DateTimeOffset now) =>
        now - token.IssuedAt < RenewAfter && WindowOf(now) - token.IssuedAt < LeastAge;

    private ProviderToken Renew(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_current is not null && Serves(_current, now))
                return _current;

            var window = WindowOf(now);
            return _current = Sign(_current is not null && window - _current.IssuedAt < LeastAge ? now : window);
        }
    }

    private ProviderToken Sign(DateTimeOffset now)
    {
        var signed = _header + "." + Segment($$"""{"iss":"{{_teamId}}","iat":{{now.ToUnixTimeSeconds()}}}""");
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new($"bearer {signed}.{Base64Url.EncodeToString(signature)}", now);
    }

    private static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem.Replace("\\n", "\n", StringComparison.Ordinal)); // as it stands in environment variables
            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null)
                return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Said below, without the parser's words: they may quote the key.
        }

        key.Dispose();
        throw new FormatException("The key is not a P-256 private key in PEM. Paste the whole .p8 file that Apple gave.");
    }

    private static string Segment(string json) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(json)); // the schema allows ASCII only
}
