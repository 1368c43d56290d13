using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Delivery.Contracts;
using Notify.Gateway.Access;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary><c>/v1/notifications</c>: send, follow, look back, retry, cancel.</summary>
internal static class NotificationRoutes
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/notifications").RequireApiKey().WithTags("Notifications");
        notifications.MapPost("", SendAsync)
            .WithName("sendNotification").WithSummary("Accepts one message for one recipient. A 202 comes after the commit; a 429 above the rate limit was accepted too, for later, when it carries a notificationId.")
            .TakesJson<SendBody>()
            .Produces<SendAnswer>(StatusCodes.Status202Accepted).Produces<RateLimitedAnswer>(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        notifications.MapPost("/batch", SendBatchAsync)
            .WithName("sendBatch").WithSummary("Accepts one message for up to 500 recipients, all or nothing; above 100 as a background job.")
            .TakesJson<BatchBody>()
            .Produces<BatchAnswer>(StatusCodes.Status202Accepted).Produces<RateLimitedAnswer>(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        notifications.MapGet("", (HttpContext context, INotificationHistory history, string? limit, string? cursor, CancellationToken cancellationToken) =>
                ListAsync(HistoryFilter.All, history, limit, cursor, cancellationToken))
            .WithName("listNotifications").WithSummary("Lists the environment's notifications, newest first.")
            .Produces<HistoryAnswer<HistoryItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        notifications.MapGet("/failed", ListFailedAsync)
            .WithName("listFailedNotifications").WithSummary("Lists those that did not reach their recipient, newest first, with the reason.")
            .Produces<HistoryAnswer<FailedItem>>().ProducesProblem(StatusCodes.Status400BadRequest);
        notifications.MapGet("/jobs/{jobId}", GetJobAsync)
            .WithName("getJob").WithSummary("Tells how far a batch is.")
            .Produces<JobAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        notifications.MapGet("/{id}", GetAsync)
            .WithName("getNotification").WithSummary("Tells where a notification stands.")
            .Produces<NotificationAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        notifications.MapGet("/{id}/attempts", ListAttemptsAsync)
            .WithName("listAttempts").WithSummary("Lists every call to a provider for a notification, oldest first.")
            .Produces<ListAnswer<AttemptAnswer>>().ProducesProblem(StatusCodes.Status404NotFound);
        notifications.MapPost("/{id}/retry", RetryAsync)
            .WithName("retryNotification").WithSummary("Queues one more attempt, whatever the number of attempts before.")
            .Produces<RetryAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        notifications.MapPost("/{id}/replay", ReplayAsync)
            .WithName("replayNotification").WithSummary("Sends a delivered webhook once more, under the same message id.")
            .Produces<RetryAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        notifications.MapPost("/{id}/cancel", CancelAsync)
            .WithName("cancelNotification").WithSummary("Cancels what no provider has yet.")
            .Produces<NotificationAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> SendAsync(HttpContext context, INotificationIntake intake, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var request = RequestBody.Parse(body.Span, NotificationJson.Default.SendBody).ToRequest(Activity.Current?.Id);
        var accepted = await intake.AcceptAsync(CallerOf(context), request, IdempotencyKeys.Read(context, body.Span), cancellationToken);
        return accepted.DelayedUntil is { } until
            ? RateLimited(context, RateLimitedAnswer.Of(accepted, until), until - timeProvider.GetUtcNow())
            : Answers.Json(SendAnswer.Of(accepted), NotificationJson.Default.SendAnswer, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> SendBatchAsync(HttpContext context, INotificationIntake intake, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var request = RequestBody.Parse(body.Span, NotificationJson.Default.BatchBody).ToRequest(Activity.Current?.Id);
        var accepted = await intake.AcceptBatchAsync(CallerOf(context), request, IdempotencyKeys.Read(context, body.Span), cancellationToken);
        return accepted.DelayedUntil is { } until
            ? RateLimited(context, RateLimitedAnswer.Of(accepted, until), until - timeProvider.GetUtcNow())
            : Answers.Json(BatchAnswer.Of(accepted), NotificationJson.Default.BatchAnswer, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ListAsync(
        HistoryFilter filter, INotificationHistory history, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await history.ListAsync(filter, HistoryCursor.Read(cursor), ReadLimit(limit), cancellationToken);
        return Answers.Json(HistoryAnswer.Of(page, HistoryItem.Of), NotificationJson.Default.HistoryAnswerHistoryItem);
    }

    private static async Task<IResult> ListFailedAsync(INotificationHistory history, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = await history.ListAsync(HistoryFilter.Unsuccessful, HistoryCursor.Read(cursor), ReadLimit(limit), cancellationToken);
        return Answers.Json(HistoryAnswer.Of(page, FailedItem.Of), NotificationJson.Default.HistoryAnswerFailedItem);
    }

    private static async Task<JsonHttpResult<NotificationAnswer>> GetAsync(string id, INotificationHistory history, CancellationToken cancellationToken)
    {
        var found = NotificationId.TryParse(id, out var parsed) ? await history.FindAsync(parsed, cancellationToken) : null;
        return Answers.Json(NotificationAnswer.Of(found ?? throw Unknown("notification", id)), NotificationJson.Default.NotificationAnswer);
    }

    private static async Task<JsonHttpResult<ListAnswer<AttemptAnswer>>> ListAttemptsAsync(string id, INotificationHistory history, CancellationToken cancellationToken)
    {
        var attempts = NotificationId.TryParse(id, out var parsed) ? await history.ListAttemptsAsync(parsed, cancellationToken) : null;
        return Answers.Json(
            new ListAnswer<AttemptAnswer>([.. (attempts ?? throw Unknown("notification", id)).Select(AttemptAnswer.Of)]), NotificationJson.Default.ListAnswerAttemptAnswer);
    }

    private static async Task<JsonHttpResult<JobAnswer>> GetJobAsync(string jobId, INotificationHistory history, CancellationToken cancellationToken)
    {
        var found = JobId.TryParse(jobId, out var parsed) ? await history.FindJobAsync(parsed, cancellationToken) : null;
        return Answers.Json(JobAnswer.Of(found ?? throw Unknown("job", jobId)), NotificationJson.Default.JobAnswer);
    }

    private static async Task<JsonHttpResult<RetryAnswer>> RetryAsync(string id, HttpContext context, INotificationControl control, CancellationToken cancellationToken)
    {
        var accepted = NotificationId.TryParse(id, out var parsed)
            ? await control.RetryAsync(parsed, IdempotencyKeys.Read(context, []), cancellationToken)
            : throw Unknown("notification", id);
        return Answers.Json(RetryAnswer.Of(accepted), NotificationJson.Default.RetryAnswer, StatusCodes.Status202Accepted);
    }

    private static async Task<JsonHttpResult<RetryAnswer>> ReplayAsync(string id, HttpContext context, INotificationControl control, CancellationToken cancellationToken)
    {
        var accepted = NotificationId.TryParse(id, out var parsed)
            ? await control.ReplayAsync(parsed, IdempotencyKeys.Read(context, []), cancellationToken)
            : throw Unknown("notification", id);
        return Answers.Json(RetryAnswer.Of(accepted), NotificationJson.Default.RetryAnswer, StatusCodes.Status202Accepted);
    }

    private static async Task<JsonHttpResult<NotificationAnswer>> CancelAsync(string id, HttpContext context, INotificationControl control, CancellationToken cancellationToken)
    {
        var cancelled = NotificationId.TryParse(id, out var parsed)
            ? await control.CancelAsync(parsed, IdempotencyKeys.Read(context, []), cancellationToken)
            : throw Unknown("notification", id);
        return Answers.Json(NotificationAnswer.Of(cancelled), NotificationJson.Default.NotificationAnswer);
    }

    /// <summary>429 by the seed's rule: accepted, and delivered in a later minute. The id in the body says so.</summary>
    private static JsonHttpResult<RateLimitedAnswer> RateLimited(HttpContext context, RateLimitedAnswer answer, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TypedResults.Json(answer, NotificationJson.Default.RateLimitedAnswer, "application/problem+json", StatusCodes.Status429TooManyRequests);
    }

    private static SendCaller CallerOf(HttpContext context)
    {
        var caller = context.Caller();
        return new(caller.EnvironmentId, Simulated: caller.Type == ApiKeyType.Test, GuestsOnly: caller.Type == ApiKeyType.Team);
    }

    private static int ReadLimit(string? limit) => limit switch
    {
        null => DefaultLimit,
        _ when int.TryParse(limit, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var given) && given is >= 1 and <= MaxLimit => given,
        _ => throw new NotifyException(
            ErrorCode.ValidationError, $"The limit '{limit}' must be a whole number from 1 to {MaxLimit}.", new FieldError("/limit", $"must be 1 to {MaxLimit}.")),
    };

    private static NotifyException Unknown(string what, string id) => new(ErrorCode.NotFound, $"There is no {what} '{id}' in this environment.");
}
