using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Gateway.Access;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Workspaces;

/// <summary><c>/v1/guest-list</c>: whom TEAM keys of the caller's environment may reach.</summary>
internal static class GuestListRoutes
{
    public static void MapGuestList(this IEndpointRouteBuilder routes)
    {
        var guests = routes.MapGroup("/guest-list").RequireManagementKey().WithTags("Guest list");
        guests.MapGet("", ReadAsync)
            .WithName("getGuestList").WithSummary("Reads the list in the order it was given.")
            .Produces<GuestListBody>();
        guests.MapPut("", ReplaceAsync)
            .WithName("putGuestList").WithSummary("Replaces the list.")
            .TakesJson<GuestListBody>()
            .Produces<GuestListBody>();
    }

    private static async Task<JsonHttpResult<GuestListBody>> ReadAsync(HttpContext context, IGuestList guests, CancellationToken cancellationToken) =>
        Answers.Json(new GuestListBody(await guests.ReadAsync(context.Caller().EnvironmentId, cancellationToken)), RestJson.Wire.GuestListBody);

    private static async Task<JsonHttpResult<GuestListBody>> ReplaceAsync(HttpContext context, IGuestList guests, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var addresses = RequestBody.Parse(body.Span, RestJson.Wire.GuestListBody).Addresses
            ?? throw new NotifyException(ErrorCode.ValidationError, "The list is missing.", new FieldError("/addresses", "is required; send [] to clear the list."));
        var key = IdempotencyKeys.Read(context, body.Span);
        var stored = await guests.ReplaceAsync(context.Caller().EnvironmentId, addresses, key, cancellationToken);
        return Answers.Json(new GuestListBody(stored), RestJson.Wire.GuestListBody);
    }
}
