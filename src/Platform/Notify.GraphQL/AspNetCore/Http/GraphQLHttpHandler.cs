using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Notify.GraphQL.AspNetCore.Sse;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>
/// GraphQL over HTTP: <c>read → parse → intercept → execute → write</c>. POST takes JSON only and GET takes no mutations, so no
/// page of another origin can cause an effect with a form, a link or an image.
/// </summary>
internal sealed class GraphQLHttpHandler(
    IRequestExecutor executor, IOptions<ServerOptions> serverOptions, IEnumerable<IHttpRequestInterceptor> interceptors, EventStreamWriter eventStreams)
{
    private readonly ServerOptions options = serverOptions.Value;
    private readonly JsonRequestParser jsonParser = new(serverOptions.Value.MaxJsonDepth);
    private readonly UrlRequestParser urlParser = new(serverOptions.Value.MaxJsonDepth);
    private readonly IHttpRequestInterceptor[] interceptors = [.. interceptors];
    private readonly HttpResponder responder = new(serverOptions.Value);

    public async Task PostAsync(HttpContext context)
    {
        var accept = AcceptHeader.Read(context.Request.Headers.Accept);
        if (RefusalOfPost(context.Request, accept) is { } refusal)
        {
            await responder.WriteProblemAsync(context, refusal, accept.Response);
            return;
        }

        var request = NewRequest(context, accept, AllowedOperations.Query | AllowedOperations.Mutation);
        var text = default(RequestText);
        try
        {
            RequestProblem? problem;
            if (await RequestBody.ReadAsync(context.Request, options.MaxRequestBytes, context.RequestAborted) is { } body)
            {
                using (body)
                {
                    problem = jsonParser.Parse(body.Bytes, request, ref text);
                }
            }
            else
            {
                problem = RequestProblem.TooLarge(StatusCodes.Status413PayloadTooLarge, options.MaxRequestBytes);
            }

            await AnswerAsync(context, request, problem, accept, isGet: false);
        }
        finally
        {
            text.Dispose();
        }
    }

    public async Task GetAsync(HttpContext context, AcceptHeader accept)
    {
        if (RefusalOfGet(context.Request, accept) is { } refusal)
        {
            await responder.WriteProblemAsync(context, refusal, accept.Response);
            return;
        }

        var request = NewRequest(context, accept, AllowedOperations.Query);
        await AnswerAsync(context, request, urlParser.Parse(context.Request.Query, request), accept, isGet: true);
    }

    public Task RefuseMethodAsync(HttpContext context) =>
        responder.WriteProblemAsync(
            context,
            RequestProblem.Refused(StatusCodes.Status405MethodNotAllowed, $"GraphQL is served by POST{(options.EnableGetRequests ? " and GET" : "")}."),
            MediaType.Json);

    private static RequestProblem? RefusalOfPost(HttpRequest request, AcceptHeader accept) =>
        !ContentTypes.IsJson(request.ContentType)
            ? RequestProblem.Refused(StatusCodes.Status415UnsupportedMediaType, "The Content-Type must be application/json, in UTF-8.")
        : request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity"
            ? RequestProblem.Refused(StatusCodes.Status415UnsupportedMediaType, "Compressed bodies are not supported.")
        : NotAcceptable(accept);

    private RequestProblem? RefusalOfGet(HttpRequest request, AcceptHeader accept) =>
        !options.EnableGetRequests ? RequestProblem.Refused(StatusCodes.Status405MethodNotAllowed, "GraphQL is served by POST.")
        : request.QueryString.Value?.Length > options.MaxRequestBytes
            ? RequestProblem.TooLarge(StatusCodes.Status414UriTooLong, options.MaxRequestBytes)
        : NotAcceptable(accept);

    private static RequestProblem? NotAcceptable(AcceptHeader accept) =>
        accept.Response is MediaType.None
            ? RequestProblem.Refused(
                StatusCodes.Status406NotAcceptable, "The answer comes as application/graphql-response+json, application/json or text/event-stream.")
            : null;

    private static OperationRequest NewRequest(HttpContext context, AcceptHeader accept, AllowedOperations allowed)
    {
        var request = new OperationRequest
        {
            Services = context.RequestServices,
            User = context.User,
            AllowedOperations = accept.TakesEvents ? allowed | AllowedOperations.Subscription : allowed,
        };
        request.SharingScope = RequestSharing.DefaultScope(request.User);
        return request;
    }

    private async ValueTask AnswerAsync(HttpContext context, OperationRequest request, RequestProblem? problem, AcceptHeader accept, bool isGet)
    {
        if (problem is not null)
        {
            await responder.WriteProblemAsync(context, problem, accept.Response);
            return;
        }

        try
        {
            foreach (var interceptor in interceptors)
            {
                await interceptor.OnCreateAsync(context, executor, request, context.RequestAborted);
            }

            await using var result = await executor.ExecuteAsync(request, context.RequestAborted);
            if (result is OperationResult response && accept.Response is not MediaType.EventStream)
            {
                await responder.WriteAsync(context, response, accept.Response, isGet);
            }
            else
            {
                await eventStreams.WriteAsync(context, result);
            }
        }
        catch (GraphQLException refused)
        {
            await responder.WriteProblemAsync(context, RequestProblem.Of(refused), accept.Response);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody is left to answer
        }
    }
}
