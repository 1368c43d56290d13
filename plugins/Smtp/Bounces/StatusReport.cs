using MimeKit;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>Delivery status notifications (RFC 3464): one group of fields for the message, then one for each recipient.</summary>
internal static class StatusReport
{
    private const int MostRecipients = 100; // each of our messages has one; aliases may make a few of it

    public static List<ProviderEvent> Read(Report report, MessageDeliveryStatus notification)
    {
        var events = new List<ProviderEvent>();
        if (report.DeliveryId is null)
            return events;

        foreach (var (number, fields) in notification.StatusGroups.Take(MostRecipients).Index())
        {
            var (status, reason) = Told(fields);
            if (KindOf(fields["Action"], status) is { } kind)
                events.Add(report.Event(kind, number, status, reason, fields["Last-Attempt-Date"] ?? fields["Arrival-Date"]));
        }

        return events;
    }

    /// <summary>Says what a permanent or given up failure means for the address.</summary>
    public static ProviderEventKind OfFailure(string? status) => status?.Split('.') switch
    {
        ["5", "1", "7" or "8"] => ProviderEventKind.Failed, // the sender's address
        ["5", "1", _] or ["5", "2", "1"] => ProviderEventKind.HardBounce,
        ["5", "2", "3"] or ["5", "3", "4"] => ProviderEventKind.Failed, // too large
        ["5", "5" or "6" or "7", _] => ProviderEventKind.Failed, // protocol, content, policy
        _ => ProviderEventKind.SoftBounce, // full, closed for now, not reachable, given up, or not said
    };

    private static ProviderEventKind? KindOf(string? action, string? status) => action?.Trim().ToUpperInvariant() switch
    {
        "FAILED" => OfFailure(status),
        "DELAYED" => ProviderEventKind.Deferred,
        "DELIVERED" or "EXPANDED" => ProviderEventKind.Delivered, // a list took it and passes it on (RFC 3464 section 2.3.3)
        _ => null, // relayed: to a server that does not report
    };

    /// <summary>Gets status and reason. Servers that know only a general status (5.0.0) often quote a better one.</summary>
    private static (string? Status, string? Reason) Told(HeaderList fields)
    {
        var diagnostic = fields["Diagnostic-Code"];
        var type = diagnostic?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        var reason = type < 0 ? diagnostic : diagnostic![(type + 1)..]; // not null: it has a semicolon
        var status = ReportText.StatusIn(fields["Status"] ?? "");
        if (status is null || status.EndsWith(".0.0", StringComparison.Ordinal))
            status = ReportText.StatusIn(reason ?? "") ?? status;
        return (status, reason);
    }
}
