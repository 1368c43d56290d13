using System.Collections.Concurrent;
using System.Diagnostics;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Bounces;
using Notify.Channels.Smtp.Connections;
using Notify.Channels.Smtp.Mime;
using Notify.Channels.Smtp.Signing;

namespace Notify.Channels.Smtp;

/// <summary>Sends e-mail through one SMTP account over pooled sessions.</summary>
internal sealed class SmtpProvider : IChannelProvider, IVerifyCredentials, IHealthProbe, IReceiveCallbacks
{
    private const int UsualSize = 4096; // most notifications fit without growing
    private const int LargestBufferKept = 256 * 1024; // one of an attachment would stay as large for good
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly SmtpPool _pool;
    private readonly SenderPools _senders;
    private readonly MessageComposer _composer;
    private readonly MessageSigner? _signer;
    private readonly SendOutcome.Misconfigured? _fault;
    private readonly BounceIntake _bounces;
    private readonly ConcurrentBag<MemoryStream> _buffers = [];
    private readonly ActivitySource _spans = new("Notify.Channels.Smtp"); // the provider's own: a static one would keep the plugin from unloading

    public SmtpProvider(SmtpSettings settings, TimeProvider timeProvider)
    {
        _settings = settings;
        _timeProvider = timeProvider;
        _pool = new(settings, timeProvider);
        _senders = new(settings, timeProvider);
        _composer = new(settings, timeProvider);
        (_signer, _fault) = MessageSigner.Create(settings, timeProvider);
        _fault ??= ReturnPath.FaultOf(settings.BounceAddress);
        _bounces = new(settings);
    }

    private string Server => $"{_settings.Host}:{_settings.Port}";

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not EmailMessage email)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"SMTP sends e-mail, not {message.GetType().Name}." };

        cancellationToken.ThrowIfCancellationRequested();
        if (_fault is not null)
            return _fault;

        var buffer = _buffers.TryTake(out var reused) ? reused : new MemoryStream(UsualSize);
        try
        {
            var (mail, envelope) = _composer.Compose(email);
            _signer?.Sign(mail, MailFormat.Options);
            MailFormat.Write(mail, buffer);
            using var span = StartSpan();
            var outcome = await SendAsync(email.Credentials, envelope, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
            span?.SetStatus(outcome is SendOutcome.Accepted ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            return outcome;
        }
        catch (MimeException refusal)
        {
            return refusal.ToOutcome();
        }
        finally
        {
            if (buffer.Capacity <= LargestBufferKept)
                _buffers.Add(buffer);
        }
    }

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await LookAsync(_pool.ConnectAsync, cancellationToken);
        return new() { IsValid = code is null, Code = code, Detail = detail };
    }

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await LookAsync(_pool.GreetAsync, cancellationToken);
        return new() { Status = code is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, Code = code, Detail = detail };
    }

    public ValueTask<CallbackResult> ReceiveAsync(CallbackRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_bounces.Receive(request));
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _senders.DisposeAsync();
        _signer?.Dispose();
        _spans.Dispose();
    }

    /// <summary>Begins the span of one conversation with the server. It names the server and nobody else.</summary>
    private Activity? StartSpan()
    {
        var span = _spans.StartActivity("SMTP", ActivityKind.Client);
        span?.SetTag("network.protocol.name", "smtp").SetTag("server.address", _settings.Host).SetTag("server.port", _settings.Port);
        return span;
    }

    /// <summary>Makes a session and ends it; the code says what was wrong.</summary>
    private async ValueTask<(string? Code, string Detail)> LookAsync(Func<CancellationToken, Task<SmtpConnection>> connect, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_fault is not null)
            return (_fault.Code, _fault.Reason ?? _fault.Code);

        using var limit = new CancellationTokenSource(_settings.Timeout, _timeProvider);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var connection = await connect(budget.Token);
            var encryption = connection.IsEncrypted ? "encrypted" : "in clear text";
            await connection.QuitAsync(budget.Token);
            return (null, $"{Server} accepts the session, {encryption}.");
        }
        catch (SmtpRefusedException refusal)
        {
            var code = refusal.Outcome is SendOutcome.Misconfigured misconfigured ? misconfigured.Code : ((SendOutcome.Transient)refusal.Outcome).Code;
            return (code, refusal.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("timeout", $"{Server} did not answer within {_settings.Timeout.TotalSeconds:0} s.");
        }
    }

    private async ValueTask<SendOutcome> SendAsync(SenderCredentials? credentials, Envelope envelope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (credentials is null)
            return await SendAsync(_pool, envelope, content, cancellationToken);

        var sender = _senders.Rent(credentials);
        try
        {
            return await SendAsync(sender.Sessions, envelope, content, cancellationToken);
        }
        finally
        {
            _senders.Return(sender);
        }
    }

    private async ValueTask<SendOutcome> SendAsync(SmtpPool pool, Envelope envelope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(_settings.Timeout, _timeProvider);
        await using var ending = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), budget); // passed here
        try
        {
            await pool.EnterAsync(budget.Token);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Transient { Code = "timeout", Reason = $"All {_settings.PoolSize} connections to {Server} were busy." };
        }

        try
        {
            if (pool.TakeIdle() is { } idle)
            {
                var outcome = await TransactAsync(pool, idle, isReused: true, envelope, content, budget.Token);
                if (outcome is not null)
                    return outcome;
            }

            // Not null: only a reused session can turn out to be stale.
            var fresh = await pool.ConnectAsync(budget.Token);
            return (await TransactAsync(pool, fresh, isReused: false, envelope, content, budget.Token))!;
        }
        catch (SmtpRefusedException refusal)
        {
            return refusal.Outcome;
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Transient { Code = "timeout", Reason = $"{Server} was not ready to take the message in time." };
        }
        finally
        {
            pool.Leave();
        }
    }

    /// <summary>Runs one transaction; <see langword="null"/> means that the reused session was dead before anything was committed.</summary>
    private async ValueTask<SendOutcome?> TransactAsync(
        SmtpPool pool, SmtpConnection connection, bool isReused, Envelope envelope, ReadOnlyMemory<byte> content, CancellationToken budget)
    {
        var transaction = new SmtpTransaction(connection, envelope, content);
        SendOutcome? outcome = null;
        try
        {
            outcome = await transaction.RunAsync(budget);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            if (isReused && !transaction.WasAnswered && exception is IOException)
                return null;

            var code = exception is IOException ? "connection-lost" : "timeout";
            var what = exception is IOException ? "closed the connection" : "did not answer in time";
            return transaction.IsCommitted
                ? new SendOutcome.Ambiguous { Code = code, Reason = $"{Server} {what} after the whole message was sent." }
                : new SendOutcome.Transient { Code = code, Reason = $"{Server} {what} before the message was sent." };
        }
        finally
        {
            if (transaction.IsInOrder)
                await pool.KeepAsync(connection);
            else
                connection.Dispose();
        }

        return isReused && transaction.IsStale ? null : outcome;
    }
}
