using MimeKit;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>Abuse reports (RFC 5965): a recipient called a message spam.</summary>
internal static class FeedbackReport
{
    public static List<ProviderEvent> Read(Report report, MessageFeedbackReport feedback)
    {
        var fields = Fields(feedback);
        return report.DeliveryId is not null && fields["Feedback-Type"]?.Trim().Equals("abuse", StringComparison.OrdinalIgnoreCase) == true
            ? [report.Event(ProviderEventKind.Complaint, 0, "abuse", "The recipient called the message spam.", fields["Arrival-Date"] ?? fields["Received-Date"])]
            : [];
    }

    /// <summary>Gets the report's fields. The library's own property throws where there are none.</summary>
    public static HeaderList Fields(MessageFeedbackReport feedback) => ReportedMail.Fields(ReportedMail.Text(feedback));
}
