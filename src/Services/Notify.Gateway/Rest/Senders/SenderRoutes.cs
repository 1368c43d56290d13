using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Content.Contracts;
using Notify.Gateway.Access;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Senders;

/// <summary><c>/v1/senders</c>: in whose name the environment's e-mails leave. Passwords go in and never come out.</summary>
internal static class SenderRoutes
{
    public static void MapSenders(this IEndpointRouteBuilder routes)
    {
        var senders = routes.MapGroup("/senders").RequireManagementKey().WithTags("Senders");
        senders.MapGet("", ListAsync)
            .WithName("listSenders").WithSummary("Lists the environment's senders in the order of their identifiers.")
            .Produces<ListAnswer<SenderAnswer>>();
        senders.MapPost("", CreateAsync)
            .WithName("createSender").WithSummary("Adds a sender. As the default, it takes the place of the one before.")
            .TakesJson<SenderBody>()
            .Produces<SenderAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        senders.MapGet("/{identifier}", GetAsync)
            .WithName("getSender").WithSummary("Reads a sender, without its password.")
            .Produces<SenderAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        senders.MapPatch("/{identifier}", UpdateAsync)
            .WithName("updateSender").WithSummary("Changes the given members. The default cannot be renamed.")
            .TakesJson<SenderPatchBody>()
            .Produces<SenderAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        senders.MapDelete("/{identifier}", DeleteAsync)
            .WithName("deleteSender").WithSummary("Removes a sender that is not the default. What was accepted in its name still leaves in its name.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<JsonHttpResult<ListAnswer<SenderAnswer>>> ListAsync(ISenderDirectory directory, CancellationToken cancellationToken) =>
        Answers.Json(
            new ListAnswer<SenderAnswer>([.. (await directory.ListAsync(cancellationToken)).Select(SenderAnswer.Of)]), SenderJson.Default.ListAnswerSenderAnswer);

    private static async Task<JsonHttpResult<SenderAnswer>> CreateAsync(HttpContext context, ISenderDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var draft = RequestBody.Parse(body.Span, SenderJson.Default.SenderBody).ToDraft();
        var made = await directory.CreateAsync(draft, IdempotencyKeys.Read(context, body.Span), cancellationToken);
        context.Response.Headers.Location = $"/v1/senders/{made.Identifier}";
        return Answers.Json(SenderAnswer.Of(made), SenderJson.Default.SenderAnswer, StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<SenderAnswer>> GetAsync(string identifier, ISenderDirectory directory, CancellationToken cancellationToken) =>
        await directory.FindAsync(identifier, cancellationToken) is { } found
            ? Answers.Json(SenderAnswer.Of(found), SenderJson.Default.SenderAnswer)
            : throw new NotifyException(ErrorCode.NotFound, $"There is no sender '{identifier}' in this environment.");

    private static async Task<JsonHttpResult<SenderAnswer>> UpdateAsync(
        string identifier, HttpContext context, ISenderDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var patch = RequestBody.Parse(body.Span, SenderJson.Default.SenderPatchBody).ToPatch();
        var changed = await directory.UpdateAsync(identifier, patch, IdempotencyKeys.Read(context, body.Span), cancellationToken);
        return Answers.Json(SenderAnswer.Of(changed), SenderJson.Default.SenderAnswer);
    }

    private static async Task<NoContent> DeleteAsync(string identifier, HttpContext context, ISenderDirectory directory, CancellationToken cancellationToken)
    {
        await directory.DeleteAsync(identifier, IdempotencyKeys.Read(context, []), cancellationToken);
        return TypedResults.NoContent();
    }
}
