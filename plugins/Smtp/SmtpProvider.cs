using System.Collections.Concurrent;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Connections;
using Notify.Channels.Smtp.Mime;

namespace Notify.Channels.Smtp;

/// <summary>Sends e-mail through one SMTP account over pooled sessions.</summary>
internal sealed class SmtpProvider(SmtpSettings settings, TimeProvider timeProvider) : IChannelProvider, IVerifyCredentials
{
    private const int LargestBufferKept = 256 * 1024; // one of an attachment would stay as large for good
    private readonly SmtpPool _pool = new(settings, timeProvider);
    private readonly MimeWriter _writer = new(settings, timeProvider);
    private readonly ConcurrentBag<ByteBuffer> _buffers = [];

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not EmailMessage email)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"SMTP sends e-mail, not {message.GetType().Name}." };

        cancellationToken.ThrowIfCancellationRequested();
        var buffer = _buffers.TryTake(out var reused) ? reused : new ByteBuffer();
        try
        {
            buffer.Clear();
            var envelope = _writer.Write(email, buffer) with { Confidential = Confidential.Of(email, settings) };
            return await SendAsync(envelope, buffer, cancellationToken);
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
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(settings.Timeout, timeProvider);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var connection = await _pool.ConnectAsync(budget.Token);
            var encryption = connection.IsEncrypted ? "encrypted" : "in clear text";
            await connection.QuitAsync(budget.Token);
            return new() { IsValid = true, Detail = $"{settings.Host}:{settings.Port} accepts the session, {encryption}." };
        }
        catch (SmtpRefusedException refusal)
        {
            var code = refusal.Outcome is SendOutcome.Misconfigured misconfigured ? misconfigured.Code : ((SendOutcome.Transient)refusal.Outcome).Code;
            return new() { IsValid = false, Code = code, Detail = refusal.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new()
            {
                IsValid = false,
                Code = "timeout",
                Detail = $"{settings.Host}:{settings.Port} did not answer within {settings.Timeout.TotalSeconds:0} s.",
            };
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async ValueTask<SendOutcome> SendAsync(Envelope envelope, ByteBuffer content, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(settings.Timeout, timeProvider);
        await using var ending = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), budget); // passed here
        try
        {
            await _pool.EnterAsync(budget.Token);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Transient { Code = "timeout", Reason = $"All {settings.PoolSize} connections to {settings.Host}:{settings.Port} were busy." };
        }

        try
        {
            if (_pool.TakeIdle() is { } idle)
            {
                var outcome = await TransactAsync(idle, isReused: true, envelope, content, budget.Token);
                if (outcome is not null)
                    return outcome;
            }

            // Not null: only a reused session can turn out to be stale.
            var fresh = await _pool.ConnectAsync(budget.Token);
            return (await TransactAsync(fresh, isReused: false, envelope, content, budget.Token))!;
        }
        catch (SmtpRefusedException refusal)
        {
            return refusal.Outcome;
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Transient { Code = "timeout", Reason = $"{settings.Host}:{settings.Port} was not ready to take the message in time." };
        }
        finally
        {
            _pool.Leave();
        }
    }

    /// <summary>Runs one transaction; <see langword="null"/> means that the reused session was dead before anything was committed.</summary>
    private async ValueTask<SendOutcome?> TransactAsync(
        SmtpConnection connection, bool isReused, Envelope envelope, ByteBuffer content, CancellationToken budget)
    {
        var transaction = new SmtpTransaction(connection, envelope, content.Written);
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
                ? new SendOutcome.Ambiguous { Code = code, Reason = $"{settings.Host}:{settings.Port} {what} after the whole message was sent." }
                : new SendOutcome.Transient { Code = code, Reason = $"{settings.Host}:{settings.Port} {what} before the message was sent." };
        }
        finally
        {
            if (transaction.IsInOrder)
                await _pool.KeepAsync(connection);
            else
                connection.Dispose();
        }

        return isReused && transaction.IsStale ? null : outcome;
    }
}
