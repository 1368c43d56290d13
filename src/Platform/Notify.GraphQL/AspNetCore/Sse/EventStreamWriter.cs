using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Sse;

/// <summary>
/// GraphQL over server-sent events, in the mode of distinct connections: one request, one stream of <c>next</c> events, then
/// <c>complete</c>. A stream that is cut without <c>complete</c> (the server stops, a proxy gives up) is opened again by clients.
/// </summary>
internal sealed partial class EventStreamWriter(
    IOptions<ServerOptions> serverOptions,
    ConnectionLimits limits,
    TimeProvider timeProvider,
    ILogger<EventStreamWriter> logger,
    IHostApplicationLifetime? lifetime = null)
{
    private readonly ServerOptions options = serverOptions.Value;
    private readonly HttpResponder responder = new(serverOptions.Value);
    private readonly CancellationToken stoppingToken = lifetime?.ApplicationStopping ?? CancellationToken.None;

    public async ValueTask WriteAsync(HttpContext context, IExecutionResult result)
    {
        using var place = limits.TryEnter(context.User);
        if (place.Refusal is { } refusal)
        {
            await responder.WriteProblemAsync(context, refusal, MediaType.Json);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stoppingToken);
        try
        {
            await StartAsync(context, ending.Token);
            if (result is OperationResult single)
            {
                WriteNext(context.Response, single.Json.Span);
            }
            else if (result is SubscriptionResult subscription)
            {
                await WriteUntilItEndsAsync(context.Response, subscription, ending);
            }

            await CompleteAsync(context.Response, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // cut without complete, on purpose
        }
    }

    private static async ValueTask CompleteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.BodyWriter.Write("event: complete\ndata:\n\n"u8); // EventSource drops events without data
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static void WriteErrors(HttpResponse response, IReadOnlyList<IError> errors)
    {
        using var buffer = new ResponseBuffer(512);
        buffer.WriteRaw("{\"errors\":"u8);
        ErrorWriter.Write(buffer, errors);
        buffer.WriteByte((byte)'}');
        WriteNext(response, buffer.Written.Span);
    }

    private static async ValueTask StartAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var headers = context.Response.Headers;
        headers.ContentType = ContentTypes.EventStream;
        headers.CacheControl = "no-cache, no-transform";
        headers["X-Accel-Buffering"] = "no";
        headers.XContentTypeOptions = ContentTypes.NoSniff;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.BodyWriter.Write(":\n\n"u8);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    private async ValueTask WriteUntilItEndsAsync(HttpResponse response, SubscriptionResult subscription, CancellationTokenSource ending)
    {
        try
        {
            await WriteAllAsync(response, subscription, ending);
        }
        catch (GraphQLException failed)
        {
            WriteErrors(response, failed.Errors);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not IOException)
        {
            LogStreamFailed(exception);
            WriteErrors(response, StreamFailure.InternalErrors);
        }
    }

    private async ValueTask WriteAllAsync(HttpResponse response, SubscriptionResult subscription, CancellationTokenSource ending)
    {
        using var silence = new PeriodicTimer(options.SseKeepAliveInterval, timeProvider);
        await using var responses = subscription.ReadResponsesAsync().GetAsyncEnumerator(ending.Token);
        var tick = silence.WaitForNextTickAsync(ending.Token).AsTask();
        var next = responses.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (!next.IsCompleted && await Task.WhenAny(next, tick) == tick)
                {
                    await tick;
                    tick = silence.WaitForNextTickAsync(ending.Token).AsTask();
                    response.BodyWriter.Write(":\n\n"u8);
                }
                else if (await next)
                {
                    await using var current = responses.Current;
                    WriteNext(response, current.Json.Span);
                    next = responses.MoveNextAsync().AsTask();
                }
                else
                {
                    return;
                }

                await response.BodyWriter.FlushAsync(ending.Token);
            }
        }
        finally
        {
            if (!next.IsCompleted)
            {
                await ending.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // a stream that is being read must not be disposed
            }
        }
    }

    private static void WriteNext(HttpResponse response, ReadOnlySpan<byte> json)
    {
        response.BodyWriter.Write("event: next\ndata: "u8);
        response.BodyWriter.Write(json);
        response.BodyWriter.Write("\n\n"u8);
    }

    [LoggerMessage(9121, LogLevel.Error, "The stream of a subscription failed.")]
    private partial void LogStreamFailed(Exception exception);
}
