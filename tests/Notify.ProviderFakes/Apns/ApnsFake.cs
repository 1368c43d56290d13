using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Notify.ProviderFakes.Apns;

/// <summary>
/// The Apple Push Notification service: HTTP/2 over TLS only. Checks the provider token's signature and age, the header fields, the device and the
/// payload's size, and answers with Apple's reasons.
/// </summary>
public sealed partial class ApnsFake : ProviderFake
{
    private readonly ConcurrentDictionary<string, long> _unregistered = new(StringComparer.OrdinalIgnoreCase);
    private readonly FakeProviderTokens _tokens;

    private ApnsFake(TimeProvider timeProvider, FakeTransport transport)
        : base(transport) => _tokens = new(timeProvider);

    /// <summary>Gets the team.</summary>
    public static string TeamId => FakeProviderTokens.TeamId;

    /// <summary>Gets the signing key's id.</summary>
    public static string KeyId => FakeProviderTokens.KeyId;

    /// <summary>Gets the app's bundle id.</summary>
    public static string BundleId => "com.example.app";

    /// <summary>Gets the signing key as Apple gives it, a PKCS #8 file.</summary>
    public static string KeyPem => FakeProviderTokens.KeyPem;

    /// <summary>Gets the signing key's public half, for another party to verify with.</summary>
    public static string PublicKeyPem => FakeProviderTokens.PublicKeyPem;

    /// <summary>Starts one.</summary>
    /// <param name="timeProvider">The clock by which tokens are judged; <see langword="null"/> means the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="transport">What it speaks; Apple's own speaks HTTP/2 over TLS only.</param>
    public static async Task<ApnsFake> StartAsync(
        TimeProvider? timeProvider, CancellationToken cancellationToken, FakeTransport transport = FakeTransport.TlsHttp2Only)
    {
        var fake = new ApnsFake(timeProvider ?? TimeProvider.System, transport);
        await fake.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>An answer with one of Apple's reasons.</summary>
    /// <param name="status">The status.</param>
    /// <param name="reason">The reason, such as <c>BadTopic</c>.</param>
    /// <param name="headers">Further header fields.</param>
    public static FakeAnswer Error(int status, string reason, params ReadOnlySpan<(string Name, string Value)> headers) =>
        FakeAnswer.Json(status, $$"""{"reason":"{{reason}}"}""", headers) with { ContentType = "application/json" };

    /// <summary>Forgets a device, as when its app is uninstalled.</summary>
    /// <param name="token">Its token.</param>
    public void Unregister(string token) => _unregistered[token] = 1_700_000_000_000;

    /// <inheritdoc/>
    protected override FakeAnswer Answer(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Device().Match(request.Target) is not { Success: true } path)
            return Error(404, "BadPath");
        if (request.Method != "POST")
            return Error(405, "MethodNotAllowed");
        if (_tokens.Judge(request.Header("authorization")) is { } refused)
            return Error(refused.Status, refused.Reason);
        if (FindHeaderFault(request) is { } reason)
            return Error(400, reason);
        if (request.Body.Length == 0)
            return Error(400, "PayloadEmpty");
        if (request.Body.Length > (request.Header("apns-push-type") == "voip" ? 5_120 : 4_096))
            return Error(413, "PayloadTooLarge");

        var device = path.Groups[1].Value;
        if (!Hex().IsMatch(device) || device.All(static digit => digit == '0'))
            return Error(400, "BadDeviceToken");
        return _unregistered.TryGetValue(device, out var since)
            ? FakeAnswer.Json(410, $$"""{"reason":"Unregistered","timestamp":{{since}}}""")
            : FakeAnswer.Plain(200, "", ("apns-id", request.Header("apns-id") ?? Guid.CreateVersion7().ToString().ToUpperInvariant()));
    }

    private static string? FindHeaderFault(FakeRequest request)
    {
        var type = request.Header("apns-push-type");
        var topic = request.Header("apns-topic");
        if (topic is null)
            return "MissingTopic";
        if (!topic.StartsWith(BundleId, StringComparison.Ordinal))
            return "TopicDisallowed";
        if (type is not ("alert" or "background" or "voip" or "complication" or "controls" or "fileprovider" or "liveactivity" or "location" or "pushtotalk" or "widgets"))
            return "InvalidPushType";
        if ((topic == BundleId) != type is "alert" or "background")
            return "BadTopic";
        if (request.Header("apns-priority") is not (null or "1" or "5" or "10") || (type == "background" && request.Header("apns-priority") == "10"))
            return "BadPriority";
        if (request.Header("apns-id") is { } id && !Uuid().IsMatch(id))
            return "BadMessageId";
        if (request.Header("apns-expiration") is { } expiration && !long.TryParse(expiration, out _))
            return "BadExpirationDate";
        return request.Header("apns-collapse-id") is { Length: > 64 } ? "BadCollapseId" : null;
    }

    [GeneratedRegex("^/3/device/([^/?]+)$")]
    private static partial Regex Device();

    [GeneratedRegex("^([0-9a-fA-F]{2}){32,100}$")]
    private static partial Regex Hex();

    [GeneratedRegex("^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")]
    private static partial Regex Uuid();
}
