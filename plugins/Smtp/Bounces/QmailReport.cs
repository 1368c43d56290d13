using MimeKit;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>
/// Bounces of qmail and its kin (QSBMF): plain text that begins with "Hi. This is the", a paragraph that begins with the address for each recipient,
/// and below a line of hyphens the message returned.
/// </summary>
internal static class QmailReport
{
    private const string Greeting = "Hi. This is the";
    private const int LongestReport = 16_000; // in characters, of which the message returned is no part

    public static List<ProviderEvent> Read(Report report)
    {
        if (report.Mail.Body is not TextPart { IsPlain: true } part || ReportedMail.Text(part) is not { } body || !body.AsSpan().TrimStart().StartsWith(Greeting))
            return [];

        var (paragraphs, returned) = Split(body);
        report = report with { DeliveryId = report.DeliveryId ?? DeliveryReference.InReturned(ReportedMail.Fields(returned)) };
        if (report.DeliveryId is null)
            return [];

        var events = new List<ProviderEvent>();
        foreach (var paragraph in paragraphs)
        {
            var end = paragraph.IndexOf(">:\n", StringComparison.Ordinal);
            if (!paragraph.StartsWith('<') || end < 0)
                continue;

            var reason = paragraph[(end + 3)..].Replace('\n', ' ');
            var status = ReportText.StatusIn(reason);
            events.Add(report.Event(StatusReport.OfFailure(status), events.Count, status, reason));
        }

        return events;
    }

    private static (string[] Paragraphs, string Returned) Split(string body)
    {
        var line = body.IndexOf("\n---", StringComparison.Ordinal);
        var report = line < 0 ? body : body[..line];
        var end = line < 0 ? -1 : body.IndexOf('\n', line + 1);
        var text = report[..Math.Min(report.Length, LongestReport)].Replace("\r\n", "\n", StringComparison.Ordinal);
        return (text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), end < 0 ? "" : body[end..].TrimStart('\r', '\n'));
    }
}
