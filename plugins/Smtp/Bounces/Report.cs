using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>A mail that reports, and the delivery that it is about.</summary>
internal sealed record Report(MimeMessage Mail, string? DeliveryId)
{
    /// <summary>Makes one event. Its id comes from the mail's own, so that the same mail, posted twice, is one fact.</summary>
    public ProviderEvent Event(ProviderEventKind kind, int number, string? status, string? reason, string? date = null)
    {
        var told = $"{DeliveryId}\n{Mail.Headers["Message-ID"]}\n{Mail.Headers["Date"]}\n{kind}\n{number}\n{status}";
        return new()
        {
            Kind = kind,
            EventId = "mail-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)).AsSpan(0, 16)),
            DeliveryId = DeliveryId,
            OccurredAt = Time(date) ?? Time(Mail.Headers["Date"]),
            Code = status,
            Reason = reason is null ? null : ReportText.Clean(reason),
        };
    }

    private static DateTimeOffset? Time(string? date) => date is not null && DateUtils.TryParse(date, out var time) ? time.ToUniversalTime() : null;
}
