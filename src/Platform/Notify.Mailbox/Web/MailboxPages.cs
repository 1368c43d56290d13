namespace Notify.Mailbox.Web;

/// <summary>The pages, kept inside the assembly so that the mailbox is one program without loose files.</summary>
internal static class MailboxPages
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:; base-uri 'none'";

    public static void MapMailboxPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page("index.html", "text/html; charset=utf-8"));
        routes.MapGet("/messages/{id:long}", Page("message.html", "text/html; charset=utf-8"));
        routes.MapGet("/assets/mailbox.css", Page("mailbox.css", "text/css; charset=utf-8"));
        routes.MapGet("/assets/index.js", Page("index.js", "text/javascript; charset=utf-8"));
        routes.MapGet("/assets/message.js", Page("message.js", "text/javascript; charset=utf-8"));
    }

    private static Func<HttpContext, IResult> Page(string name, string contentType)
    {
        using var stream = typeof(MailboxPages).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The page '{name}' is not embedded in the assembly; see the project file.");
        using var reader = new StreamReader(stream);
        var content = reader.ReadToEnd();
        return context =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Content(content, contentType);
        };
    }
}
