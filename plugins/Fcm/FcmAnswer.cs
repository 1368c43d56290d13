using System.Collections.Frozen;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>Reads FCM's answers: the name of an accepted message, or the error and what it means for the next step.</summary>
internal static class FcmAnswer
{
    /// <summary>The access token was refused: worth one new one.</summary>
    public const string Unauthenticated = "unauthenticated";

    private const int LargestAnswerRead = 64 * 1024;
    private const string FcmError = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    private const string BadRequest = "type.googleapis.com/google.rpc.BadRequest";
    private static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(60); // Google's advice where it gives no Retry-After

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["unregistered"] = "The app was uninstalled or its token replaced.",
        ["invalid-token"] = "FCM does not know this form of token.",
        ["sender-id-mismatch"] = "The token belongs to another Firebase project than the integration's service account.",
        ["invalid-argument"] = "FCM refused a field of the message.",
        ["third-party-auth-error"] = "Firebase has no valid APNs key or web push key for the app. Set it in the Firebase console under Cloud Messaging.",
        ["permission-denied"] = "The service account may not send. Enable the FCM API and give it the role Firebase Cloud Messaging API Admin.",
        [Unauthenticated] = "Google refused the access token.",
        ["project-not-found"] = "There is no such Firebase project. Check projectId.",
        ["unavailable"] = "FCM is overloaded.",
        ["internal"] = "FCM had an internal error.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static async ValueTask<SendOutcome> ReadAsync(HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await ProviderHttp.ReadBodyAsync(response, LargestAnswerRead, cancellationToken);
        try
        {
            using var answer = JsonDocument.Parse(body);
            var root = answer.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return ProviderHttp.ToOutcome(response, timeProvider);

            return response.IsSuccessStatusCode
                ? new SendOutcome.Accepted { ProviderMessageId = root.Text("name") }
                : root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                    ? Outcome(response, timeProvider, error)
                    : ProviderHttp.ToOutcome(response, timeProvider);
        }
        catch (JsonException) // a proxy's page
        {
            return ProviderHttp.ToOutcome(response, timeProvider);
        }
    }

    private static SendOutcome Outcome(HttpResponseMessage response, TimeProvider timeProvider, JsonElement error)
    {
        var (fcmCode, namesToken) = Details(error);
        var code = Code(fcmCode, error.Text("status"), (int)response.StatusCode);
        if (code == "invalid-argument" && (namesToken || error.Text("message")?.Contains("registration token", StringComparison.OrdinalIgnoreCase) == true))
            code = "invalid-token";

        var reason = Reasons.GetValueOrDefault(code);
        var retryAfter = ProviderHttp.RetryAfter(response, timeProvider);
        return code switch
        {
            "unregistered" or "invalid-token" => new SendOutcome.EndpointGone { Code = code, Reason = reason },

            // Neither gives the address up nor the integration: one stale token is not a wrong account, and a wrong account must not cost every token.
            "sender-id-mismatch" or "invalid-argument" => new SendOutcome.Rejected { Code = code, Reason = reason! }, // both are in the table
            "quota-exceeded" => new SendOutcome.Throttled { Code = code, RetryAfter = retryAfter ?? QuotaWait },
            "unavailable" or "internal" => new SendOutcome.Transient { Code = code, Reason = reason, RetryAfter = retryAfter },
            "third-party-auth-error" or "permission-denied" or "project-not-found" or Unauthenticated => new SendOutcome.Misconfigured { Code = code, Reason = reason },
            _ => ProviderHttp.ToOutcome(response, timeProvider),
        };
    }

    /// <summary>FCM's own code says most; the canonical status of Google's APIs stands in where it is missing.</summary>
    private static string Code(string? fcmCode, string? status, int http) => (fcmCode ?? status) switch
    {
        "UNREGISTERED" => "unregistered",
        "INVALID_ARGUMENT" => "invalid-argument",
        "SENDER_ID_MISMATCH" => "sender-id-mismatch",
        "QUOTA_EXCEEDED" or "RESOURCE_EXHAUSTED" => "quota-exceeded",
        "UNAVAILABLE" => "unavailable",
        "INTERNAL" => "internal",
        "THIRD_PARTY_AUTH_ERROR" or "APNS_AUTH_ERROR" => "third-party-auth-error",
        "UNAUTHENTICATED" => Unauthenticated,
        "PERMISSION_DENIED" => "permission-denied",
        "NOT_FOUND" => "project-not-found", // of a token, FCM says UNREGISTERED
        _ => http == 401 ? Unauthenticated : "",
    };

    private static (string? FcmCode, bool NamesToken) Details(JsonElement error)
    {
        string? code = null;
        var namesToken = false;
        if (!error.TryGetProperty("details", out var details) || details.ValueKind != JsonValueKind.Array)
            return (code, namesToken);

        foreach (var detail in details.EnumerateArray())
        {
            if (detail.ValueKind != JsonValueKind.Object)
                continue;

            var type = detail.Text("@type");
            if (type == FcmError)
                code = detail.Text("errorCode");
            else if (type == BadRequest && detail.TryGetProperty("fieldViolations", out var violations) && violations.ValueKind == JsonValueKind.Array)
                namesToken |= violations.EnumerateArray().Any(static violation => violation.ValueKind == JsonValueKind.Object && violation.Text("field") == "message.token");
        }

        return (code, namesToken);
    }
}
