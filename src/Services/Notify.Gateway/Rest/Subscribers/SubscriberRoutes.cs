using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Audience.Contracts;
using Notify.Gateway.Access;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Subscribers;

/// <summary><c>/v1/subscribers/{id}</c>: who can be notified, and where.</summary>
internal static class SubscriberRoutes
{
    public static void MapSubscribers(this IEndpointRouteBuilder routes)
    {
        var subscribers = routes.MapGroup("/subscribers").RequireApiKey().WithTags("Subscribers");
        subscribers.MapPut("/{id}", PutAsync)
            .WithName("putSubscriber").WithSummary("Stores a subscriber whole: what the body leaves out is forgotten.")
            .TakesJson<SubscriberBody>()
            .Produces<SubscriberAnswer>(StatusCodes.Status200OK).Produces<SubscriberAnswer>(StatusCodes.Status201Created);
        subscribers.MapGet("/{id}", GetAsync)
            .WithName("getSubscriber").WithSummary("Reads a subscriber.")
            .Produces<SubscriberAnswer>().Refuses(ErrorCode.NotFound);
        subscribers.MapDelete("/{id}", DeleteAsync)
            .WithName("deleteSubscriber").WithSummary("Deletes a subscriber with all addresses.")
            .Produces(StatusCodes.Status204NoContent).Refuses(ErrorCode.NotFound);
    }

    private static async Task<JsonHttpResult<SubscriberAnswer>> PutAsync(
        string id, HttpContext context, ISubscriberDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var profile = RequestBody.Parse(body.Span, RestJson.Wire.SubscriberBody).ToProfile();
        var key = IdempotencyKeys.Read(context, body.Span);
        var stored = await directory.StoreAsync(context.Caller().EnvironmentId, RouteIds.Last(context, id), profile, key, cancellationToken);
        return Answers.Json(
            SubscriberAnswer.Of(stored.Subscriber),
            RestJson.Wire.SubscriberAnswer,
            stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<JsonHttpResult<SubscriberAnswer>> GetAsync(
        string id, HttpContext context, ISubscriberDirectory directory, CancellationToken cancellationToken)
    {
        var externalId = RouteIds.Last(context, id);
        var subscriber = await directory.FindAsync(context.Caller().EnvironmentId, externalId, cancellationToken) ?? throw Unknown(externalId);
        return Answers.Json(SubscriberAnswer.Of(subscriber), RestJson.Wire.SubscriberAnswer);
    }

    private static async Task<NoContent> DeleteAsync(
        string id, HttpContext context, ISubscriberDirectory directory, CancellationToken cancellationToken)
    {
        var externalId = RouteIds.Last(context, id);
        var key = IdempotencyKeys.Read(context, []);
        return await directory.DeleteAsync(context.Caller().EnvironmentId, externalId, key, cancellationToken)
            ? TypedResults.NoContent()
            : throw Unknown(externalId);
    }

    private static NotifyException Unknown(string externalId) => new(ErrorCode.NotFound, $"There is no subscriber '{externalId}' in this environment.");
}
