using Microsoft.AspNetCore.Http.HttpResults;

namespace Notify.Mailbox.Web;

/// <summary>The JSON door, for tests and tools.</summary>
internal static class MailboxApi
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;

    public static void MapMailboxApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/messages", List);
        api.MapGet("/messages/{id:long}", Find);
        api.MapGet("/messages/{id:long}/raw", Raw);
        api.MapGet("/messages/{id:long}/html", Html);
        api.MapGet("/messages/{id:long}/attachments/{index:int}", Attachment);
        api.MapDelete("/messages", Clear);
        api.MapGet("/count", static (MailboxServer server) => new { count = server.Messages.Total });
        api.MapGet("/events", EventsAsync);
        api.MapGet("/script", static (MailboxServer server) => server.Script.Rules);
        api.MapPost("/script", AddRule);
        api.MapDelete("/script", ClearScript);
    }

    /// <summary>Newest first; with <paramref name="after"/>, only what arrived after that id.</summary>
    private static object List(MailboxServer server, string? to, string? subject, string? search, int? limit, long? after)
    {
        var mails = server.Messages.Snapshot()
            .Where(mail => mail.Id > (after ?? 0) && (to is null || mail.To.Any(address => Has(address, to))))
            .Reverse();
        var isFiltered = subject is not null || search is not null;
        var summaries = mails.Select(static mail => (Mail: mail, Summary: new Lazy<MailSummary>(() => MailSummary.Of(mail))))
            .Where(entry => !isFiltered || ((subject is null || Has(entry.Summary.Value.Subject, subject))
                && (search is null || Has(entry.Summary.Value.Subject, search) || Has(entry.Mail.From, search) || entry.Mail.To.Any(address => Has(address, search)))))
            .ToArray();
        return new
        {
            total = summaries.Length,
            messages = summaries.Take(Math.Clamp(limit ?? DefaultLimit, 0, LargestLimit)).Select(static entry => entry.Summary.Value).ToArray(),
        };
    }

    private static Results<Ok<object>, NotFound> Find(MailboxServer server, long id)
    {
        if (!server.Messages.TryFind(id, out var mail))
            return TypedResults.NotFound();

        var detail = MailDetail.Of(mail);
        var summary = detail.Summary;
        return TypedResults.Ok<object>(new
        {
            summary.Id,
            summary.From,
            summary.To,
            summary.Subject,
            summary.ReceivedAt,
            summary.Size,
            summary.AuthUser,
            summary.Tls,
            summary.MessageId,
            detail.Headers,
            detail.Text,
            detail.Html,
            detail.Attachments,
        });
    }

    private static IResult Raw(MailboxServer server, long id) =>
        server.Messages.TryFind(id, out var mail) ? Results.Bytes(mail.Content, "text/plain; charset=utf-8") : Results.NotFound();

    /// <summary>The HTML body for the page's frame. No script runs, nothing is fetched: whatever a mail says, it stays inside.</summary>
    private static IResult Html(MailboxServer server, long id, HttpContext context)
    {
        if (!server.Messages.TryFind(id, out var mail) || MailDetail.SelfContainedHtml(mail) is not { } html)
            return Results.NotFound();

        context.Response.Headers.ContentSecurityPolicy = "sandbox allow-popups; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Content($"<base target=\"_blank\">{html}", "text/html; charset=utf-8");
    }

    private static IResult Attachment(MailboxServer server, long id, int index, HttpContext context)
    {
        if (!server.Messages.TryFind(id, out var mail))
            return TypedResults.NotFound();

        using var message = MailContent.Whole(mail);
        if (MailContent.Leaves(message).ElementAtOrDefault(index) is not { } part)
            return TypedResults.NotFound();

        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(MailContent.Bytes(part), "application/octet-stream", MailContent.FileName(part) ?? $"part-{index}"); // a download, never a page of this origin
    }

    private static NoContent Clear(MailboxServer server)
    {
        server.Messages.Clear();
        return TypedResults.NoContent();
    }

    private static IResult AddRule(MailboxServer server, ScriptRule rule)
    {
        if (rule.Action == ScriptAction.Reply && (rule.Code is < 200 or > 599 || rule.Text.AsSpan().ContainsAny('\r', '\n')))
            return Results.Problem($"The code is {rule.Code} but must be between 200 and 599, and the text must be a single line.", statusCode: StatusCodes.Status400BadRequest);

        server.Script.Add(rule);
        return Results.Created("/api/script", rule);
    }

    private static NoContent ClearScript(MailboxServer server)
    {
        server.Script.Clear();
        return TypedResults.NoContent();
    }

    /// <summary>Tells the page of every change (server-sent events), a few times a second at most.</summary>
    private static async Task EventsAsync(MailboxServer server, HttpContext context, CancellationToken cancellationToken)
    {
        var atMost = TimeSpan.FromMilliseconds(250);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            while (true)
            {
                var total = server.Messages.Total;
                await context.Response.WriteAsync($"data: {total}\n\n", cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
                await server.Messages.WaitForChangeAsync(total, cancellationToken);
                await Task.Delay(atMost, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
