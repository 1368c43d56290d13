using System.Collections.Frozen;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>Reads Apple's answers: the id of an accepted push, or the reason and what it means for the next step.</summary>
internal static class ApnsAnswer
{
    /// <summary>The provider token is stale: worth one new one.</summary>
    public const string ExpiredProviderToken = "expired-provider-token";

    /// <summary>The device token is not one, or of the other environment.</summary>
    public const string BadDeviceToken = "bad-device-token";

    private const int LargestAnswerRead = 4 * 1024;

    private enum Meaning
    {
        Gone,
        Rejected,
        Misconfigured,
        Throttled,
        Transient,
    }

    private static readonly FrozenDictionary<string, (Meaning Meaning, string Code, string Text)> Reasons =
        new Dictionary<string, (Meaning, string, string)>(StringComparer.Ordinal)
        {
            ["BadCollapseId"] = (Meaning.Rejected, "bad-collapse-id", "Apple refused the collapse key."),
            ["BadDeviceToken"] = (Meaning.Gone, BadDeviceToken, "Apple does not know the device token in this environment; is sandbox set as the app was built?"),
            ["BadExpirationDate"] = (Meaning.Rejected, "bad-expiration-date", "Apple refused the time to live."),
            ["BadMessageId"] = (Meaning.Rejected, "bad-message-id", "Apple refused the delivery's id."),
            ["BadPriority"] = (Meaning.Rejected, "bad-priority", "Apple refused the priority for this type of push."),
            ["BadTopic"] = (Meaning.Misconfigured, "bad-topic", "Apple does not know the bundle id."),
            ["DeviceTokenNotForTopic"] = (Meaning.Gone, "device-token-not-for-topic", "The device token belongs to another app than the integration's bundle id."),
            ["DuplicateHeaders"] = (Meaning.Rejected, "duplicate-headers", "Apple found a header field twice."),
            ["IdleTimeout"] = (Meaning.Transient, "idle-timeout", "Apple closed an idle connection."),
            ["InvalidPushType"] = (Meaning.Rejected, "invalid-push-type", "Apple refused the type of push."),
            ["MissingDeviceToken"] = (Meaning.Rejected, "missing-device-token", "Apple found no device token."),
            ["MissingTopic"] = (Meaning.Misconfigured, "missing-topic", "Apple found no bundle id."),
            ["PayloadEmpty"] = (Meaning.Rejected, "payload-empty", "Apple found no payload."),
            ["TopicDisallowed"] = (Meaning.Misconfigured, "topic-disallowed", "The signing key may not push to this bundle id."),
            ["BadCertificate"] = (Meaning.Misconfigured, "bad-certificate", "Apple refused the certificate."),
            ["BadCertificateEnvironment"] = (Meaning.Misconfigured, "bad-certificate-environment", "The certificate is for the other environment."),
            ["BadEnvironmentKeyIdInToken"] = (Meaning.Misconfigured, "bad-environment-key", "The signing key is for the other environment; change sandbox, or the key."),
            ["ExpiredProviderToken"] = (Meaning.Misconfigured, ExpiredProviderToken, "Apple calls the provider token expired. Is this machine's clock right?"),
            ["Forbidden"] = (Meaning.Misconfigured, "forbidden", "Apple forbids this push."),
            ["InvalidProviderToken"] = (Meaning.Misconfigured, "invalid-provider-token", "Apple refused the signature. Check team id, key id and key, and that the key was not revoked."),
            ["MissingProviderToken"] = (Meaning.Misconfigured, "missing-provider-token", "Apple found no provider token."),
            ["UnrelatedKeyIdInToken"] = (Meaning.Misconfigured, "unrelated-key", "The key id does not belong to the team."),
            ["BadPath"] = (Meaning.Misconfigured, "bad-path", "What answered does not know Apple's path. Check baseUrl."),
            ["MethodNotAllowed"] = (Meaning.Misconfigured, "method-not-allowed", "What answered does not know Apple's method. Check baseUrl."),
            ["ExpiredToken"] = (Meaning.Gone, "expired-token", "The device token has expired."),
            ["Unregistered"] = (Meaning.Gone, "unregistered", "The app was uninstalled, or its token replaced."),
            ["PayloadTooLarge"] = (Meaning.Rejected, "payload-too-large", "Apple found the payload too large."),
            ["TooManyProviderTokenUpdates"] = (Meaning.Throttled, "too-many-provider-token-updates", ""),
            ["TooManyRequests"] = (Meaning.Throttled, "too-many-requests", ""),
            ["InternalServerError"] = (Meaning.Transient, "internal-server-error", "Apple had an internal error."),
            ["ServiceUnavailable"] = (Meaning.Transient, "service-unavailable", "Apple is not available."),
            ["Shutdown"] = (Meaning.Transient, "shutdown", "Apple's server is shutting down."),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static async ValueTask<SendOutcome> ReadAsync(HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return new SendOutcome.Accepted { ProviderMessageId = response.Headers.NonValidated.TryGetValues("apns-id", out var id) ? id.ToString() : null };

        var reason = Reason(await ProviderHttp.ReadBodyAsync(response, LargestAnswerRead, cancellationToken));
        var retryAfter = ProviderHttp.RetryAfter(response, timeProvider);
        if (reason is not null && Reasons.TryGetValue(reason, out var known))
        {
            return known.Meaning switch
            {
                Meaning.Gone => new SendOutcome.EndpointGone { Code = known.Code, Reason = known.Text },
                Meaning.Misconfigured => new SendOutcome.Misconfigured { Code = known.Code, Reason = known.Text },
                Meaning.Throttled => new SendOutcome.Throttled { Code = known.Code, RetryAfter = retryAfter },
                Meaning.Transient => new SendOutcome.Transient { Code = known.Code, Reason = known.Text, RetryAfter = retryAfter },
                _ => new SendOutcome.Rejected { Code = known.Code, Reason = known.Text },
            };
        }

        return (int)response.StatusCode == 410
            ? new SendOutcome.EndpointGone { Code = "http-410", Reason = "The device token is no longer active." }
            : ProviderHttp.ToOutcome(response, timeProvider);
    }

    private static string? Reason(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object ? answer.RootElement.Text("reason") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
