using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>A mail that reports, and the delivery that it is about.</summary>
internal sealed record Report(MailPart Mail, string? DeliveryId)
{
    /// <summary>Makes one event. Its id comes from the mail's own, so that the same mail, posted twice, is one fact.</summary>
    public ProviderEvent Event(ProviderEventKind kind, int number, string? status, string? reason, string? date = null)
    {
        var told = $"{DeliveryId}\n{Mail.Fields["Message-ID"]}\n{Mail.Fields["Date"]}\n{kind}\n{number}\n{status}";
        return new()
        {
            Kind = kind,
            EventId = "mail-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)).AsSpan(0, 16)),
            DeliveryId = DeliveryId,
            OccurredAt = Time(date) ?? Time(Mail.Fields["Date"]),
            Code = status,
            Reason = reason is null ? null : ReportText.Clean(reason),
        };
    }

    /// <summary>Reads a date of RFC 5322, whose comment (the zone's name) is not one of the framework's forms.</summary>
    private static DateTimeOffset? Time(string? date)
    {
        if (date is null)
            return null;

        var comment = date.IndexOf('(', StringComparison.Ordinal);
        return DateTimeOffset.TryParse(comment < 0 ? date : date[..comment], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime() : null;
    }
}
