using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>
/// One socket speaking graphql-transport-ws. The reading loop takes each message as it comes; operations run beside it. Whatever
/// ends the socket first, a rule of the protocol or the server, decides the code it is closed with.
/// </summary>
internal sealed class SocketConnection : ISocketSession, IDisposable
{
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(49); // timers count milliseconds in 32 bits
    private readonly WebSocket socket;
    private readonly SocketRuntime runtime;
    private readonly SocketReader reader;
    private readonly SocketSender sender;
    private readonly SocketOperations operations;
    private readonly CancellationTokenSource closing = new();
    private readonly JsonDocumentOptions payloadOptions;
    private readonly Lock gate = new();
    private ITimer? deadline;
    private ConnectionLimits.UserPlace userPlace;
    private SocketClose? decided;
    private Task<SocketReader.Outcome>? receiving;
    private Task acknowledging = Task.CompletedTask;
    private bool hasInit;
    private volatile bool isAcknowledged;

    public SocketConnection(WebSocket socket, HttpContext context, SocketRuntime runtime)
    {
        this.socket = socket;
        this.runtime = runtime;
        HttpContext = context;
        User = context.User;
        payloadOptions = new JsonDocumentOptions { MaxDepth = runtime.MaxJsonDepth + 2 }; // as deep as messages are read
        reader = new SocketReader(socket, runtime.Options.MaxMessageBytes);
        sender = new SocketSender(socket, runtime.Options, runtime.TimeProvider, Fail);
        operations = new SocketOperations(this, runtime);
    }

    public HttpContext HttpContext { get; }

    public ClaimsPrincipal User { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public IDictionary<string, object?> ContextData => field ??= new Dictionary<string, object?>();

    /// <summary>Gets what ends when the socket is to be closed.</summary>
    public CancellationToken Closing => closing.Token;

    /// <summary>Runs the socket until it is closed.</summary>
    public async Task RunAsync()
    {
        Schedule(runtime.Options.ConnectionInitializationTimeout, SocketClose.InitTimeout);
        try
        {
            await ReadMessagesAsync();
        }
        catch (OperationCanceledException) when (Closing.IsCancellationRequested)
        {
            // the server closes
        }
        catch (WebSocketException)
        {
            decided ??= SocketClose.Normal; // the client is gone without a word
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        await CloseAsync();
    }

    /// <summary>Decides that the socket ends, and how. Only the first decision counts.</summary>
    public void Close(SocketClose close)
    {
        lock (gate)
        {
            if (decided is not null)
            {
                return;
            }

            decided = close;
        }

        _ = closing.CancelAsync(); // what is cancelled goes on elsewhere, not on the caller's stack
    }

    /// <summary>Sends a frame; a client that has not read for too long is closed.</summary>
    public async ValueTask SendAsync(OutgoingFrame frame, CancellationToken cancellationToken)
    {
        if (!await sender.TrySendAsync(frame, cancellationToken))
        {
            Close(SocketClose.TooSlow);
        }
    }

    public void Dispose()
    {
        deadline?.Dispose();
        reader.Dispose();
        sender.Dispose();
        closing.Dispose();
        userPlace.Dispose();
    }

    /// <summary>
    /// A receive that is cancelled aborts the socket, and no close could be sent any more: so the receive goes on, and the loop
    /// leaves it behind when the server closes.
    /// </summary>
    private async Task ReadMessagesAsync()
    {
        while (true)
        {
            var outcome = await NextAsync();
            if (outcome is SocketReader.Outcome.Closed)
            {
                Close(SocketClose.Normal);
                return;
            }

            if (outcome is not SocketReader.Outcome.Message)
            {
                Close(outcome is SocketReader.Outcome.TooBig ? SocketClose.TooBig : SocketClose.Invalid);
                return;
            }

            await HandleAsync();
            reader.Release();
        }
    }

    private async ValueTask<SocketReader.Outcome> NextAsync()
    {
        var next = reader.ReadAsync(CancellationToken.None);
        if (next.IsCompleted)
        {
            Closing.ThrowIfCancellationRequested();
            return await next;
        }

        receiving = next.AsTask();
        return await receiving.WaitAsync(Closing);
    }

    private ValueTask HandleAsync()
    {
        if (!SocketMessage.TryParse(reader.Message, runtime.MaxJsonDepth, out var message))
        {
            Close(SocketClose.Invalid);
            return ValueTask.CompletedTask;
        }

        switch (message.Type)
        {
            case SocketMessageType.ConnectionInit:
                Initialize(message);
                return ValueTask.CompletedTask;
            case SocketMessageType.Ping:
                return SendAsync(OutgoingFrame.Pong(message.HasPayload ? reader.Message[message.Payload].ToArray() : null), Closing);
            case SocketMessageType.Subscribe when !isAcknowledged:
                Close(SocketClose.Unauthorized);
                return ValueTask.CompletedTask;
            case SocketMessageType.Subscribe:
                return operations.BeginAsync(message.Id!, reader.Message[message.Payload]); // a subscribe that parses has an id
            case SocketMessageType.Complete:
                operations.Abandon(message.Id!); // a complete that parses has an id
                return ValueTask.CompletedTask;
            default:
                return ValueTask.CompletedTask; // a pong
        }
    }

    private void Fail(Exception exception)
    {
        runtime.LogSocketFailed(exception);
        Close(SocketClose.Internal);
    }

    private void Initialize(SocketMessage message)
    {
        if (hasInit)
        {
            Close(SocketClose.TooManyInits);
            return;
        }

        hasInit = true;
        deadline?.Dispose();
        var payload = message.HasPayload ? JsonElement.Parse(reader.Message[message.Payload], payloadOptions) : (JsonElement?)null;
        acknowledging = AcknowledgeAsync(new ConnectionPayload(payload));
    }

    /// <summary>Asks the interceptor while messages are read on, so that one sent too early is seen to be so.</summary>
    private async Task AcknowledgeAsync(ConnectionPayload payload)
    {
        try
        {
            var status = await runtime.Interceptor.OnConnectAsync(this, payload, Closing);
            if (!status.IsAccepted)
            {
                Close(SocketClose.Forbidden(status.Message));
            }
            else if (!ReferenceEquals(User, HttpContext.User) && !runtime.Limits.TryTakeForUser(User, out userPlace))
            {
                Close(SocketClose.Overloaded);
            }
            else
            {
                ScheduleExpiry();
                isAcknowledged = true;
                await SendAsync(OutgoingFrame.Ack(status.Payload), Closing);
            }
        }
        catch (OperationCanceledException) when (Closing.IsCancellationRequested)
        {
            // closed meanwhile
        }
        catch (GraphQLException refused)
        {
            Close(SocketClose.Forbidden(refused.Message));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void ScheduleExpiry()
    {
        if (ExpiresAt is { } expiry)
        {
            var left = expiry - runtime.TimeProvider.GetUtcNow();
            Schedule(left < TimeSpan.Zero ? TimeSpan.Zero : left < MaxTimer ? left : MaxTimer, SocketClose.Expired);
        }
    }

    private void Schedule(TimeSpan after, SocketClose close)
    {
        deadline?.Dispose();
        deadline = runtime.TimeProvider.CreateTimer(
            static state =>
            {
                var (connection, close) = ((SocketConnection, SocketClose))state!; // given below
                connection.Close(close);
            },
            (this, close),
            after,
            Timeout.InfiniteTimeSpan);
    }

    private async Task CloseAsync()
    {
        await closing.CancelAsync();
        using var giveUp = new CancellationTokenSource(runtime.Options.CloseTimeout, runtime.TimeProvider);
        try
        {
            await sender.CloseAsync(decided ?? SocketClose.Normal, giveUp.Token);
            if (receiving is { IsCompleted: false })
            {
                await receiving.WaitAsync(giveUp.Token);
            }

            await reader.DrainAsync(giveUp.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException or InvalidOperationException)
        {
            socket.Abort(); // the client does not answer; this also ends a write that it does not take
        }

        if (receiving is not null)
        {
            socket.Abort();
            await ((Task)receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await acknowledging;
        await operations.DrainAsync();
    }
}
