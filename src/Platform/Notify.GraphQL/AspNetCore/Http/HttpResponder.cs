using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>Writes one response in one piece, with its length, so that nothing is chunked.</summary>
internal sealed class HttpResponder(ServerOptions options)
{
    private static readonly StringValues RetryAfterOneSecond = "1";
    private static readonly StringValues OnlyPost = "POST";
    private readonly StringValues allowedMethods = options.EnableGetRequests ? "GET, POST" : "POST";

    public async ValueTask WriteAsync(HttpContext context, OperationResult result, MediaType mediaType, bool isGet)
    {
        var status = HttpStatus.Of(result, mediaType, options.HttpStatusProfile, isGet);
        if (status is StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = OnlyPost; // the operation is what GET does not take
        }

        await WriteAsync(context.Response, status, mediaType, result.Json);
    }

    public async Task WriteProblemAsync(HttpContext context, RequestProblem problem, MediaType mediaType)
    {
        var status = problem.StatusFor(options.HttpStatusProfile);
        if (status is StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = allowedMethods;
        }

        using var buffer = new ResponseBuffer(512);
        ProblemJson.WriteResponse(buffer, problem.Message, problem.Code);
        await WriteAsync(context.Response, status, mediaType, buffer.Written);
    }

    private static async ValueTask WriteAsync(HttpResponse response, int status, MediaType mediaType, ReadOnlyMemory<byte> json)
    {
        response.StatusCode = status;
        var headers = response.Headers;
        headers.ContentType = mediaType is MediaType.GraphQLResponse ? ContentTypes.GraphQLResponse : ContentTypes.Json;
        headers.XContentTypeOptions = ContentTypes.NoSniff;
        headers.ContentLength = json.Length;
        if (status is StatusCodes.Status503ServiceUnavailable)
        {
            headers.RetryAfter = RetryAfterOneSecond;
        }

        await response.BodyWriter.WriteAsync(json, response.HttpContext.RequestAborted);
    }
}
