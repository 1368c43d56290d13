using Notify.Primitives;

namespace Notify.Gateway.Problems;

/// <summary>The one place where exceptions and bare status codes become problems.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const int ClientClosedRequest = 499; // nobody reads it; the access log does

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, exception);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null } && Explain(context) is { } problem)
        {
            await context.Response.WriteProblemAsync(problem, null);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception exception)
    {
        var (problem, retryAfter) = ExceptionReading.Read(exception);
        if (problem.Code == ErrorCode.Internal.Text)
        {
            LogFailed(context.Request.Method, RouteOf(context), exception);
        }
        else if (problem.Code == ErrorCode.Unavailable.Text)
        {
            LogUnavailable(context.Request.Method, RouteOf(context), exception.GetBaseException().Message);
        }

        context.Response.Clear();
        await context.Response.WriteProblemAsync(problem, retryAfter);
    }

    /// <summary>What routing alone decided.</summary>
    private static Problem? Explain(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problem.Of(ErrorCode.NotFound, "There is no such route. /openapi/v1.json lists all."),
        StatusCodes.Status405MethodNotAllowed => Problem.Of(
            ErrorCode.MethodNotAllowed, $"{context.Request.Method} is not possible here; the Allow header says what is."),
        StatusCodes.Status413PayloadTooLarge => Problem.Of(ErrorCode.PayloadTooLarge, "The request body is larger than this server accepts. Send less at once."),
        StatusCodes.Status415UnsupportedMediaType => Problem.Of(ErrorCode.UnsupportedMediaType, "The body must be sent as application/json."),
        _ => null,
    };

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    [LoggerMessage(1400, LogLevel.Error, "{Method} {Route} failed for a reason of ours.")]
    private partial void LogFailed(string method, string route, Exception exception);

    [LoggerMessage(1401, LogLevel.Warning, "{Method} {Route} was refused because the database cannot be reached: {Reason}")]
    private partial void LogUnavailable(string method, string route, string reason);
}
