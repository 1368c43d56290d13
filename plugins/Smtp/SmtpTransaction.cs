using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Connections;
using Notify.Channels.Smtp.Mime;

namespace Notify.Channels.Smtp;

/// <summary>One message over one session: MAIL, RCPT, DATA (in one write when the server pipelines), the content, and every answer.</summary>
internal sealed class SmtpTransaction(SmtpConnection connection, Envelope envelope, ReadOnlyMemory<byte> content)
{
    private const int Closing = 421;
    private bool _hasLeft;

    /// <summary>Gets whether the server answered anything: before that, a reused session may simply be dead.</summary>
    public bool WasAnswered { get; private set; }

    /// <summary>Gets whether the final dot was written completely: from then on the server may have taken the message.</summary>
    public bool IsCommitted { get; private set; }

    /// <summary>Gets whether the session can carry another message.</summary>
    public bool IsInOrder { get; private set; }

    /// <summary>Gets whether the server's first word was that it closes the session.</summary>
    public bool IsStale { get; private set; }

    public async ValueTask<SendOutcome> RunAsync(CancellationToken budget)
    {
        if (Unsupported() is { } refusal)
        {
            IsInOrder = true;
            return refusal;
        }

        var pipelines = connection.Extensions.Pipelining;
        if (connection.NeedsReset)
            connection.Commands.Append("RSET\r\n"u8);
        AppendMail();
        if (pipelines)
        {
            AppendRecipient();
            connection.Commands.Append("DATA\r\n"u8);
        }

        var resets = connection.NeedsReset;
        await connection.FlushAsync(budget);
        if (resets && await ReadAsync(budget) is { IsPositive: false } notReset)
            return End(notReset, SmtpOutcome.Stage.Sender);

        connection.NeedsReset = true;
        var mail = await ReadAsync(budget);
        if (pipelines)
        {
            var recipient = await ReadNextAsync(mail, budget);
            return await AfterEnvelopeAsync(mail, recipient, await ReadNextAsync(recipient, budget), budget);
        }

        if (!mail.IsPositive)
            return End(mail, SmtpOutcome.Stage.Sender);

        AppendRecipient();
        await connection.FlushAsync(budget);
        var single = await ReadAsync(budget);
        if (!single.IsPositive)
            return End(single, SmtpOutcome.Stage.Recipient);

        connection.Commands.Append("DATA\r\n"u8);
        await connection.FlushAsync(budget);
        return await AfterEnvelopeAsync(mail, single, await ReadAsync(budget), budget);
    }

    private async ValueTask<SendOutcome> AfterEnvelopeAsync(SmtpReply mail, SmtpReply recipient, SmtpReply data, CancellationToken budget)
    {
        var accepted = mail.IsPositive && recipient.IsPositive;
        if (data.Code != 354)
        {
            return !mail.IsPositive ? End(mail, SmtpOutcome.Stage.Sender)
                : !recipient.IsPositive ? End(recipient, SmtpOutcome.Stage.Recipient)
                : End(data, SmtpOutcome.Stage.Data);
        }

        if (!accepted)
        {
            // The server wants content for nobody: an empty message ends the transaction (RFC 2920 section 3.1).
            connection.Commands.Append(".\r\n"u8);
            await connection.FlushAsync(budget);
            await ReadAsync(budget);
            return mail.IsPositive ? End(recipient, SmtpOutcome.Stage.Recipient) : End(mail, SmtpOutcome.Stage.Sender);
        }

        await connection.WriteAsync(content, budget); // ends with the dot: when it throws, the dot was not handed over
        IsCommitted = true;
        var end = await connection.ReadReplyAsync(keepText: true, budget);
        connection.MessagesSent++;
        connection.NeedsReset = false;
        if (!end.IsPositive)
            return End(end, SmtpOutcome.Stage.Content);

        IsInOrder = true;
        return new SendOutcome.Accepted { ProviderMessageId = QueueId(end.Text) ?? envelope.MessageId };
    }

    private static string? QueueId(string text)
    {
        const string Marker = "queued as ";
        var start = text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;

        var id = text.AsSpan(start + Marker.Length);
        var end = id.IndexOfAny(" \n\r");
        return (end < 0 ? id : id[..end]).TrimEnd('.').ToString();
    }

    private SendOutcome.Rejected? Unsupported()
    {
        var offered = connection.Extensions;
        if (envelope.NeedsUtf8 && !offered.Utf8)
        {
            return new SendOutcome.Rejected
            {
                Code = "smtputf8-not-offered",
                Reason = "An address has characters outside ASCII before the @, and the server does not offer SMTPUTF8 (RFC 6531).",
            };
        }

        return offered.MaxSize > 0 && content.Length > offered.MaxSize
            ? new SendOutcome.Rejected
            {
                Code = "too-large",
                Reason = $"The message has {content.Length} octets; the server takes at most {offered.MaxSize}.",
            }
            : null;
    }

    private void AppendMail()
    {
        var commands = connection.Commands.Append("MAIL FROM:<"u8).Append(envelope.Sender).Append(">"u8);
        if (connection.Extensions.Size)
            commands.Append(" SIZE="u8).Append(content.Length);
        if (envelope.NeedsUtf8)
            commands.Append(" SMTPUTF8"u8);
        if (envelope.NeedsUtf8 && connection.Extensions.EightBit)
            commands.Append(" BODY=8BITMIME"u8);
        if (connection.Extensions.Dsn && envelope.ReportId is { } report)
            commands.Append(" RET=HDRS ENVID="u8).Append(ReturnPath.Xtext(report));
        commands.Append("\r\n"u8);
    }

    private void AppendRecipient()
    {
        connection.Commands.Append("RCPT TO:<"u8).Append(envelope.Recipient).Append(">"u8);
        if (connection.Extensions.Dsn && envelope.ReportId is not null)
            connection.Commands.Append(" NOTIFY="u8).Append(envelope.ReportOn);
        connection.Commands.Append("\r\n"u8);
    }

    private async ValueTask<SmtpReply> ReadAsync(CancellationToken budget)
    {
        var reply = await connection.ReadReplyAsync(keepText: false, budget);
        IsStale = !WasAnswered && reply.Code == Closing;
        WasAnswered = true;
        return reply;
    }

    /// <summary>Reads the next answer of a pipelined group. A server that refused and then left has said enough: the refusal stands for the rest.</summary>
    private async ValueTask<SmtpReply> ReadNextAsync(SmtpReply before, CancellationToken budget)
    {
        if (before.Code == Closing || _hasLeft)
            return before;

        try
        {
            return await ReadAsync(budget);
        }
        catch (IOException) when (!before.IsPositive)
        {
            _hasLeft = true;
            return before;
        }
    }

    private SendOutcome End(SmtpReply reply, string stage)
    {
        IsInOrder = reply.Code != Closing && !_hasLeft;
        var outcome = SmtpOutcome.Of(reply, stage, envelope.Confidential);
        return outcome is SendOutcome.Misconfigured refused && envelope.HasSendersLogin
            ? new SendOutcome.Rejected { Code = refused.Code, Reason = refused.Reason ?? refused.Code } // the sender's own account may not
            : outcome;
    }
}
