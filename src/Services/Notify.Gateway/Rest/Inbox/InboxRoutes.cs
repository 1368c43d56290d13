using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Audience.Contracts;
using Notify.Gateway.Access;
using Notify.Inbox.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Inbox;

/// <summary><c>/v1/subscribers/{id}/inbox</c>: what the channel <c>in_app</c> brought to a person.</summary>
internal static class InboxRoutes
{
    private const int DefaultPage = 50;
    private const int LargestPage = 50;

    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        var inbox = routes.MapGroup("/subscribers/{userId}/inbox").RequireApiKey().WithTags("Inbox");
        inbox.MapGet("", ListAsync)
            .WithName("listInbox").WithSummary("Lists a person's inbox, newest first, with the exact number of unread messages.")
            .Produces<InboxAnswer>().Refuses(ErrorCode.NotFound);
        inbox.MapPost("/{messageId}/read", MarkReadAsync)
            .WithName("markInboxMessageRead").WithSummary("Marks a message as read.")
            .Produces(StatusCodes.Status204NoContent).Refuses(ErrorCode.NotFound);
    }

    private static async Task<JsonHttpResult<InboxAnswer>> ListAsync(
        string userId, HttpContext context, ISubscriberDirectory subscribers, IInboxStore store, string? after, string? limit, CancellationToken cancellationToken)
    {
        var environment = context.Caller().EnvironmentId;
        var size = limit is null ? DefaultPage
            : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= 1 ? Math.Min(given, LargestPage)
            : throw new NotifyException(ErrorCode.ValidationError, $"limit is '{limit}' but must be a number from 1.", new FieldError("/limit", "must be a number from 1."));
        DeliveryId? last = after is null ? null
            : DeliveryId.TryParse(after, out var id) ? id
            : throw new NotifyException(ErrorCode.ValidationError, "The cursor in 'after' was not given out here. Pass nextCursor as it came.", new FieldError("/after", "is no cursor."));
        _ = await subscribers.FindAsync(environment, userId, cancellationToken)
            ?? throw new NotifyException(ErrorCode.NotFound, $"There is no subscriber '{userId}' in this environment.");
        var found = await store.ListAsync(environment, userId, last, size + 1, cancellationToken);
        var page = found.Take(size).Select(InboxMessageAnswer.Of).ToList();
        return Answers.Json(
            new InboxAnswer(page, found.Count > size ? page[^1].Id : null, await store.CountUnreadAsync(environment, userId, cancellationToken)),
            InboxJson.Default.InboxAnswer);
    }

    private static async Task<NoContent> MarkReadAsync(
        string userId, string messageId, HttpContext context, IInboxStore store, CancellationToken cancellationToken) =>
        DeliveryId.TryParse(messageId, out var id) && await store.MarkReadAsync(context.Caller().EnvironmentId, userId, id, cancellationToken)
            ? TypedResults.NoContent()
            : throw new NotifyException(ErrorCode.NotFound, $"There is no message '{messageId}' in this inbox.");
}
