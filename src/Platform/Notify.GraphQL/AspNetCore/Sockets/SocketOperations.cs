using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>The operations of one socket: begun by <c>subscribe</c>, ended by themselves, by the client or with the socket.</summary>
internal sealed class SocketOperations(SocketConnection connection, SocketRuntime runtime)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SocketOperation> open = new(StringComparer.Ordinal);
    private readonly HashSet<Task> running = [];

    /// <summary>Begins an operation, which then runs beside the reading.</summary>
    public ValueTask BeginAsync(string id, ReadOnlySpan<byte> payload)
    {
        var operation = new SocketOperation(id, connection.Closing);
        var (isAdded, isFull) = Add(operation);
        if (!isAdded)
        {
            operation.Dispose();
            if (isFull)
            {
                return connection.SendAsync(TooMany(id), connection.Closing);
            }

            connection.Close(SocketClose.Duplicate(id));
            return ValueTask.CompletedTask;
        }

        var request = new OperationRequest { Services = connection.HttpContext.RequestServices, User = connection.User };
        var text = default(RequestText);
        if (runtime.Parser.Parse(payload, request, ref text) is not null)
        {
            text.Dispose();
            connection.Close(SocketClose.Invalid);
            return ValueTask.CompletedTask;
        }

        request.SharingScope = RequestSharing.DefaultScope(request.User);
        Start(operation, request, text);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends an operation whose client wants nothing more of it; the id is free at once.</summary>
    public void Abandon(string id)
    {
        SocketOperation? operation;
        lock (gate)
        {
            open.Remove(id, out operation);
        }

        operation?.Abandon();
    }

    /// <summary>Waits until what the socket's end has cancelled is gone.</summary>
    public Task DrainAsync()
    {
        lock (gate)
        {
            return Task.WhenAll(running);
        }
    }

    private OutgoingFrame TooMany(string id) => OutgoingFrame.Refusal(
        id, ErrorCodes.MaxSubscriptions, $"The socket holds {runtime.Options.MaxOperationsPerSocket} operations, as many as one may.");

    private (bool IsAdded, bool IsFull) Add(SocketOperation operation)
    {
        lock (gate)
        {
            var isFull = open.Count >= runtime.Options.MaxOperationsPerSocket && !open.ContainsKey(operation.Id);
            return (!isFull && open.TryAdd(operation.Id, operation), isFull);
        }
    }

    private void Start(SocketOperation operation, OperationRequest request, RequestText text)
    {
        var run = Task.Run(() => RunAsync(operation, request, text), CancellationToken.None);
        lock (gate)
        {
            running.Add(run);
        }

        _ = run.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Forget(Task run)
    {
        lock (gate)
        {
            running.Remove(run);
        }
    }

    private async Task RunAsync(SocketOperation operation, OperationRequest request, RequestText text)
    {
        using var ending = operation;
        try
        {
            await using var scope = request.Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            request.Services = scope.ServiceProvider;
            await using var result = await ExecuteAsync(operation, request, text);
            await SendAsync(operation, result);
        }
        catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
        {
            // nobody wants it any more
        }
        catch (GraphQLException failed)
        {
            await EndAsync(operation, OutgoingFrame.Error(operation, failed.Errors));
        }
        catch (Exception exception)
        {
            runtime.LogOperationFailed(exception);
            await EndAsync(operation, OutgoingFrame.Error(operation, StreamFailure.InternalErrors));
        }
    }

    private async ValueTask<IExecutionResult> ExecuteAsync(SocketOperation operation, OperationRequest request, RequestText text)
    {
        try
        {
            await runtime.Interceptor.OnRequestAsync(connection, operation.Id, request, operation.Token);
            return await runtime.Executor.ExecuteAsync(request, operation.Token);
        }
        finally
        {
            request.Document = default; // a subscription may last for days, and does not need its text
            text.Dispose();
        }
    }

    private async ValueTask SendAsync(SocketOperation operation, IExecutionResult result)
    {
        switch (result)
        {
            case OperationResult { Failure: not RequestFailure.None } refused:
                await EndAsync(operation, OutgoingFrame.Error(operation, refused.Errors));
                return;
            case OperationResult single:
                await connection.SendAsync(OutgoingFrame.Next(operation, single.ToShared()), operation.Token);
                break;
            case SubscriptionResult subscription:
                await foreach (var response in subscription.ReadResponsesAsync().WithCancellation(operation.Token))
                {
                    await connection.SendAsync(OutgoingFrame.Next(operation, response), operation.Token);
                }

                break;
        }

        await EndAsync(operation, OutgoingFrame.Complete(operation));
    }

    /// <summary>Frees the id, then says so: a client may use it again as soon as it hears.</summary>
    private async ValueTask EndAsync(SocketOperation operation, OutgoingFrame last)
    {
        lock (gate)
        {
            if (!open.TryGetValue(operation.Id, out var current) || !ReferenceEquals(current, operation))
            {
                return; // the client has ended it
            }

            open.Remove(operation.Id);
        }

        try
        {
            await connection.SendAsync(last, connection.Closing);
        }
        catch (OperationCanceledException) when (connection.Closing.IsCancellationRequested)
        {
            // the socket ends, and all its operations with it
        }
    }
}
