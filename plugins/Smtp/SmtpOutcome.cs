using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Connections;
using Notify.Channels.Smtp.Mime;

namespace Notify.Channels.Smtp;

/// <summary>Says what a refusal means for the next step.</summary>
internal static class SmtpOutcome
{
    private const int LongestReason = 300;

    /// <summary>
    /// 4xx waits; an unknown or closed mailbox is gone; policy and authentication before the content are the integration's fault,
    /// after it the content's; everything else never works for this message.
    /// </summary>
    public static SendOutcome Of(SmtpReply reply, string stage, Confidential confidential)
    {
        var code = reply.StableCode;
        var reason = Reason(reply, stage, confidential);
        if (reply.IsTransient)
            return new SendOutcome.Transient { Code = code, Reason = reason };

        var isContent = stage == Stage.Content;
        if (reply.Code is 530 or 534 or 535 or 538 || (!isContent && reply.Enhanced.StartsWith("5.7.", StringComparison.Ordinal)))
            return new SendOutcome.Misconfigured { Code = code, Reason = reason };

        if (stage == Stage.Recipient && IsGone(reply))
            return new SendOutcome.EndpointGone { Code = code, Reason = reason };

        return new SendOutcome.Rejected { Code = code, Reason = reason };
    }

    private static bool IsGone(SmtpReply reply) => reply.Enhanced switch
    {
        "" => reply.Code is 550 or 551 or 553 or 556,
        "5.2.1" => true, // mailbox disabled
        var enhanced => enhanced.StartsWith("5.1.", StringComparison.Ordinal),
    };

    private static string Reason(SmtpReply reply, string stage, Confidential confidential)
    {
        var reason = $"The server answered {reply.Code} to {stage}: {confidential.Hide(reply.Text)}";
        return reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
    }

    internal static class Stage
    {
        public const string Sender = "MAIL FROM";
        public const string Recipient = "RCPT TO";
        public const string Data = "DATA";
        public const string Content = "the message";
    }
}
