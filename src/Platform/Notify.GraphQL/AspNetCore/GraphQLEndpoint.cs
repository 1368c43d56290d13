using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.AspNetCore.Sockets;
using Notify.GraphQL.Execution;
using Notify.GraphQL.GraphiQL;

namespace Notify.GraphQL.AspNetCore;

/// <summary>Tells the kinds of request that share one path apart.</summary>
internal sealed class GraphQLEndpoint(
    IRequestExecutor executor, GraphQLHttpHandler http, SocketEndpoint sockets, IOptions<ServerOptions> serverOptions, IHostEnvironment environment)
{
    private readonly bool servesSchema = serverOptions.Value.EnableSchemaRequests ?? environment.IsDevelopment();
    private readonly bool servesTool = serverOptions.Value.EnableTool ?? environment.IsDevelopment();

    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return http.PostAsync(context);
        }

        return context.WebSockets.IsWebSocketRequest ? sockets.AcceptAsync(context) // a GET, or over HTTP/2 a CONNECT
            : HttpMethods.IsGet(context.Request.Method) ? GetAsync(context)
            : http.RefuseMethodAsync(context);
    }

    public async Task WriteSchemaAsync(HttpContext context)
    {
        if (!servesSchema || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = servesSchema ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.ContentType = ContentTypes.SchemaText;
        context.Response.Headers.XContentTypeOptions = ContentTypes.NoSniff;
        await context.Response.WriteAsync(executor.PrintSchema(), context.RequestAborted);
    }

    public Task WriteToolFileAsync(HttpContext context)
    {
        if (servesTool && HttpMethods.IsGet(context.Request.Method))
        {
            return GraphiQLPage.WriteFileAsync(context, (string?)context.Request.RouteValues["file"] ?? "");
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Task GetAsync(HttpContext context)
    {
        if (context.Request.QueryString.Value is "?sdl" or "?sdl=")
        {
            return WriteSchemaAsync(context);
        }

        var accept = AcceptHeader.Read(context.Request.Headers.Accept);
        return accept.WantsPage && servesTool && !context.Request.Query.ContainsKey("query")
            ? GraphiQLPage.WritePageAsync(context)
            : http.GetAsync(context, accept);
    }
}
