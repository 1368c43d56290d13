using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Notify.ProviderFakes.Fcm;

/// <summary>
/// Firebase Cloud Messaging (HTTP v1) and Google's token endpoint, over TLS and HTTP/2: checks the assertion's signature, the access token and the
/// message, and answers with Google's error objects.
/// </summary>
public sealed partial class FcmFake : ProviderFake
{
    /// <summary>The path of the token endpoint.</summary>
    public const string TokenPath = "/token";

    private readonly ConcurrentDictionary<string, bool> _accessTokens = [];
    private readonly ConcurrentDictionary<string, bool> _unregistered = [];
    private readonly TimeProvider _timeProvider;
    private int _messages;

    private FcmFake(TimeProvider timeProvider)
        : base(FakeTransport.Tls) => _timeProvider = timeProvider;

    /// <summary>Gets the project whose messages are taken.</summary>
    public static string ProjectId => "notify-test";

    /// <summary>Gets or sets how long an access token is good for, in seconds. The default is Google's 3,599.</summary>
    public int TokenLifetimeSeconds { get; set; } = 3_599;

    /// <summary>Gets or sets whether an assertion's time is looked at. The default is <see langword="true"/>.</summary>
    public bool ChecksTime { get; set; } = true;

    /// <summary>Gets the service account's key file, whose token endpoint is this fake's.</summary>
    public string ServiceAccountJson => FakeServiceAccount.Json(ProjectId, new(BaseUrl, TokenPath[1..]));

    /// <summary>Gets how many times a token was asked for.</summary>
    public int TokenCalls => Requests.Count(static request => request.Path == TokenPath);

    /// <summary>Gets the requests to send.</summary>
    public IReadOnlyList<FakeRequest> Sends => [.. Requests.Where(static request => request.Path != TokenPath)];

    /// <summary>Starts one.</summary>
    /// <param name="timeProvider">The clock by which assertions are judged; <see langword="null"/> means the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<FcmFake> StartAsync(TimeProvider? timeProvider, CancellationToken cancellationToken)
    {
        var fake = new FcmFake(timeProvider ?? TimeProvider.System);
        await fake.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>The answer to a message for which FCM has a code of its own.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="canonical">The canonical status, such as <c>NOT_FOUND</c>.</param>
    /// <param name="errorCode">FCM's code, such as <c>UNREGISTERED</c>; <see langword="null"/> when the answer has none.</param>
    /// <param name="message">The text for a person.</param>
    /// <param name="field">The field that a <c>BadRequest</c> names; <see langword="null"/> when there is none.</param>
    /// <param name="headers">Further header fields.</param>
    public static FakeAnswer Error(
        int status, string canonical, string? errorCode, string message = "…", string? field = null, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var details = new List<object>();
        if (errorCode is not null)
            details.Add(new Dictionary<string, string> { ["@type"] = "type.googleapis.com/google.firebase.fcm.v1.FcmError", ["errorCode"] = errorCode });
        if (field is not null)
        {
            details.Add(new Dictionary<string, object>
            {
                ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
                ["fieldViolations"] = new[] { new Dictionary<string, string> { ["field"] = field, ["description"] = message } },
            });
        }

        return FakeAnswer.Json(status, JsonSerializer.Serialize(new { error = new { code = status, message, status = canonical, details } }), headers);
    }

    /// <summary>Forgets a device, as when its app is uninstalled.</summary>
    /// <param name="token">Its registration token.</param>
    public void Unregister(string token) => _unregistered[token] = true;

    /// <summary>Takes back every access token given so far.</summary>
    public void RevokeAccessTokens() => _accessTokens.Clear();

    /// <inheritdoc/>
    protected override FakeAnswer Answer(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Path == TokenPath)
            return GiveToken(request);
        if (request.Header("authorization")?.Split(' ', 2) is not ["Bearer", var token] || !_accessTokens.ContainsKey(token))
            return Error(401, "UNAUTHENTICATED", null, "Request had invalid authentication credentials.");

        return request is { Method: "POST", Path: var path } && path == $"/v1/projects/{ProjectId}/messages:send"
            ? Take(request.Json()) : Error(404, "NOT_FOUND", null, "Requested entity was not found.");
    }

    private FakeAnswer GiveToken(FakeRequest request)
    {
        var form = request.Form();
        if (form["grant_type"].SingleOrDefault() != "urn:ietf:params:oauth:grant-type:jwt-bearer")
            return FakeAnswer.Json(400, """{"error":"unsupported_grant_type","error_description":"Invalid grant_type"}""");
        if (FakeServiceAccount.FindFault(form["assertion"].SingleOrDefault() ?? "", new(BaseUrl, TokenPath[1..]), ChecksTime ? _timeProvider.GetUtcNow() : null) is { } fault)
            return FakeAnswer.Json(400, $$"""{"error":"invalid_grant","error_description":"{{fault}}"}""");

        var token = $"ya29.{Guid.CreateVersion7():N}";
        _accessTokens[token] = true;
        return FakeAnswer.Json(200, $$"""{"access_token":"{{token}}","expires_in":{{TokenLifetimeSeconds}},"token_type":"Bearer"}""");
    }

    private FakeAnswer Take(JsonElement body)
    {
        var message = body.GetProperty("message");
        if (message.TryGetProperty("data", out var data) && data.EnumerateObject().Any(static entry => entry.Value.ValueKind != JsonValueKind.String))
            return Error(400, "INVALID_ARGUMENT", null, "Invalid value at 'message.data[0].value' (TYPE_STRING)", "message.data[0].value");
        if (message.TryGetProperty("android", out var android) && android.TryGetProperty("ttl", out var ttl) && !Duration().IsMatch(ttl.GetString() ?? ""))
            return Error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "Invalid value at 'message.android.ttl'", "message.android.ttl");
        if (message.TryGetProperty("token", out var token))
        {
            if (_unregistered.ContainsKey(token.GetString()!))
                return Error(404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found.");
            if (token.GetString()!.Length < 100)
                return Error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token");
        }

        var id = body.TryGetProperty("validate_only", out var dry) && dry.ValueKind == JsonValueKind.True ? "fake_message_id" : $"0:{Interlocked.Increment(ref _messages)}";
        return FakeAnswer.Json(200, $$"""{"name":"projects/{{ProjectId}}/messages/{{id}}"}""");
    }

    [GeneratedRegex(@"^\d{1,7}s$")]
    private static partial Regex Duration();
}
