using System.Buffers;
using System.Text;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Notify.Mailbox.Smtp;

/// <summary>What the mailbox decides in a session; the library keeps the conversation. Shared by all sessions.</summary>
internal sealed class MailboxSession(MailboxOptions options, MailStore messages, MailScript script, TimeProvider timeProvider)
    : IMailboxFilter, IMessageStore, IUserAuthenticator
{
    private const string UnreadLine = "SmtpSession:Buffer"; // the library's name for the bytes of a command that it could not read
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" \"(),:;<>@[\\]");
    private static readonly SmtpResponse AnsweredAlready = new(SmtpReplyCode.TransactionFailed); // the mailbox's own words stand in its place

    public string Greet(ISessionContext context)
    {
        var pipe = Pipe(context);
        pipe.Answer(Strike(pipe, ScriptStage.Connect, []) ?? SmtpAnswers.Greeting);
        return ""; // said in the words above
    }

    /// <summary>Follows a session from its first byte.</summary>
    public void Follow(ISessionContext context)
    {
        context.CommandExecuting += (_, about) => Begin(about.Context, about.Command);
        context.ResponseException += (_, about) => Refuse(Pipe(about.Context), about.Exception);
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken)
    {
        var pipe = Pipe(context);
        var sender = Address(from);
        var refusal = options.Username is not null && pipe.User is null ? SmtpAnswers.LoginRequired
            : size > options.MaxMessageBytes ? SmtpAnswers.TooLarge
            : Strike(pipe, ScriptStage.Mail, [sender]);
        if (refusal is null)
            pipe.Recipients.Clear();
        return AnswerAsync(pipe, refusal, SmtpAnswers.SenderOk);
    }

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
    {
        var pipe = Pipe(context);
        var recipient = Address(to);
        var refusal = Strike(pipe, ScriptStage.Rcpt, [recipient]);
        if (refusal is null)
            pipe.Recipients.Add(recipient);
        return AnswerAsync(pipe, refusal, SmtpAnswers.RecipientOk);
    }

    public Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var pipe = Pipe(context);
        var mail = Mail(pipe, Address(transaction.From), buffer);
        var answer = buffer.Length > options.MaxMessageBytes ? SmtpAnswers.TooLarge
            : Strike(pipe, ScriptStage.Dot, pipe.Recipients, mail)
            ?? $"{SmtpAnswers.Ok}: queued as {messages.Add(mail).Id}";
        pipe.Answer(answer);
        return Task.FromResult(AnsweredAlready);
    }

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
    {
        var pipe = Pipe(context);
        var isAllowed = IsAllowed(user, password);
        if (isAllowed)
            pipe.User = user;
        return AnswerAsync(pipe, isAllowed ? null : SmtpAnswers.LoginRefused, SmtpAnswers.LoggedIn);
    }

    private static SessionPipe Pipe(ISessionContext context) => (SessionPipe)context.Pipe;

    /// <summary>Gets an address as RFC 5321 writes it. The library takes the quotes off.</summary>
    private static string Address(IMailbox mailbox) =>
        mailbox.User.AsSpan().ContainsAny(NeedQuotes) ? $"\"{mailbox.User.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"@{mailbox.Host}"
        : mailbox.AsAddress() ?? "";

    private static Task<bool> AnswerAsync(SessionPipe pipe, string? refusal, string consent)
    {
        pipe.Answer(refusal ?? consent);
        return refusal is null ? Task.FromResult(true) : Task.FromResult(false);
    }

    private bool IsAllowed(string user, string secret) => options.Username is null || (user == options.Username && secret == (options.Password ?? ""));

    private void Begin(ISessionContext context, SmtpCommand command)
    {
        var pipe = Pipe(context);
        var answer = command switch
        {
            NoopCommand or RsetCommand => SmtpAnswers.Ok,
            QuitCommand => SmtpAnswers.Bye,
            StartTlsCommand => SmtpAnswers.TlsReady,
            DataCommand => Strike(pipe, ScriptStage.Data, pipe.Recipients),
            _ => null,
        };
        if (answer is not null)
            pipe.Answer(answer);
        if (answer is not null && command is DataCommand)
            throw new SmtpResponseException(AnsweredAlready); // the only way to refuse it before its content
    }

    /// <summary>Says in the mailbox's words why a command was not carried out.</summary>
    private void Refuse(SessionPipe pipe, SmtpResponseException refusal)
    {
        if (refusal.Response == AnsweredAlready)
            return;

        if (!refusal.Properties.TryGetValue(UnreadLine, out var bytes))
            pipe.Answer(SmtpAnswers.OutOfOrder);
        else if (Encoding.UTF8.GetString((byte[])bytes) is var line && !Xoauth2.TryTake(pipe, line, IsAllowed))
            pipe.Answer(SmtpAnswers.Unreadable(line));
    }

    private Func<long, ReceivedMail> Mail(SessionPipe pipe, string sender, ReadOnlySequence<byte> buffer)
    {
        var (to, at) = (pipe.Recipients.ToArray(), timeProvider.GetUtcNow());
        var content = ReceivedContent.Of(buffer);
        return id => new() { Id = id, From = sender, To = to, Content = content, ReceivedAt = at, AuthUser = pipe.User, Tls = pipe.IsSecure };
    }

    /// <summary>Lets the script act, and says what to answer; <see langword="null"/> when it does not.</summary>
    private string? Strike(SessionPipe pipe, ScriptStage stage, IReadOnlyList<string> addresses, Func<long, ReceivedMail>? mail = null)
    {
        if (script.Strike(stage, addresses) is not { } rule)
            return null;

        if (rule.Action == ScriptAction.DropAfterDot && mail is not null)
            messages.Add(mail);
        if (rule.Action == ScriptAction.Stall)
            pipe.Stall();
        else if (rule.Action != ScriptAction.Reply)
            pipe.Leave();
        else if (rule.Code == 421 || stage == ScriptStage.Connect)
            pipe.LeaveAfterAnswer();
        return $"{rule.Code} {rule.Text}";
    }
}
