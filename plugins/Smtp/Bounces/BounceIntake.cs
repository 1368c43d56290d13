using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>Takes the mails that came back, each posted whole to the callback URL by whoever receives them.</summary>
internal sealed class BounceIntake(SmtpSettings settings)
{
    private static readonly CallbackResult.Verified Nothing = new();

    public CallbackResult Receive(CallbackRequest request)
    {
        if (Refuse(request.Header("Authorization")) is { } refusal)
            return refusal;

        if (!ReportedMail.TryRead(request.Body.Span, out var mail))
            return new CallbackResult.Malformed { Code = "not-a-mail", Reason = "The body must be a mail as it was received: header, empty line, body." };

        using (mail)
        {
            var events = Read(mail);
            return events.Count == 0 ? Nothing : new CallbackResult.Verified { Events = events };
        }
    }

    private List<ProviderEvent> Read(MimeMessage mail)
    {
        var parts = ReportedMail.Leaves(mail.Body).ToArray();
        var report = new Report(mail, DeliveryReference.Find(mail, parts, settings));
        var told = mail.Body is MultipartReport ? parts.FirstOrDefault(static part => part is MessageDeliveryStatus or MessageFeedbackReport) : null;
        return told switch
        {
            MessageDeliveryStatus status => StatusReport.Read(report, status),
            MessageFeedbackReport feedback => FeedbackReport.Read(report, feedback),
            _ => QmailReport.Read(report),
        };
    }

    private CallbackResult.Refused? Refuse(string? authorization)
    {
        if (settings.BounceSecret is not { } secret)
            return new() { Code = "bounce-secret-missing", Reason = "The integration has no bounceSecret: set one, and give it to whoever posts bounces." };

        return PasswordOf(authorization) is { } password && AreEqual(password, secret)
            ? null
            : new() { Code = "bounce-secret-wrong", Reason = "Post bounces with the integration's bounceSecret in the header Authorization, as a bearer token or a Basic password." };
    }

    private static string? PasswordOf(string? authorization)
    {
        if (authorization?.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, { Length: > 0 } credentials])
            return null;

        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return credentials;

        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || !Base64.IsValid(credentials))
            return null;

        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(credentials));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }

    /// <summary>Compares hashes, so that the time taken tells neither length nor content.</summary>
    private static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
