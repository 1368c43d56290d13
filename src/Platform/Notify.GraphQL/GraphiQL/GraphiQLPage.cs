using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Notify.GraphQL.GraphiQL;

/// <summary>GraphiQL as it was bundled when the server was built: a page, and the files it loads from the same place. No CDN.</summary>
internal static class GraphiQLPage
{
    private const string Folder = "GraphiQL/";
    private const string Page = "index.html";

    private static readonly FrozenSet<string> Files = typeof(GraphiQLPage).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal) && name != Folder + Page)
        .Select(static name => name[Folder.Length..])
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<string> Template = new(static () =>
    {
        using var reader = new StreamReader(Open(Page), Encoding.UTF8);
        return reader.ReadToEnd();
    });

    public static async Task WritePageAsync(HttpContext context)
    {
        var endpoint = (context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/');
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.XFrameOptions = "DENY";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsync(Template.Value.Replace("{endpoint}", HtmlEncoder.Default.Encode(endpoint), StringComparison.Ordinal), context.RequestAborted);
    }

    public static async Task WriteFileAsync(HttpContext context, string name)
    {
        if (!Files.Contains(name))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = System.IO.Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".ttf" => "font/ttf",
            _ => "application/octet-stream",
        };
        context.Response.Headers[HeaderNames.ContentEncoding] = "gzip"; // they are embedded so, and every browser takes it
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-cache";
        await using var file = Open(name);
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static Stream Open(string name) =>
        typeof(GraphiQLPage).Assembly.GetManifestResourceStream(Folder + name)
        ?? throw new InvalidOperationException($"The resource {Folder}{name} was not embedded.");
}
