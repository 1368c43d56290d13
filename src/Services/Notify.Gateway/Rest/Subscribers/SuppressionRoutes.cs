using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Audience.Contracts;
using Notify.Gateway.Access;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Subscribers;

/// <summary><c>/v1/suppressions</c>: addresses that are not used any more, because they bounced, complained, or were put there.</summary>
internal static class SuppressionRoutes
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1_000;

    public static void MapSuppressions(this IEndpointRouteBuilder routes)
    {
        var suppressions = routes.MapGroup("/suppressions").RequireManagementKey().WithTags("Suppressions");
        suppressions.MapGet("", ListAsync)
            .WithName("listSuppressions").WithSummary("Lists the addresses that are not used any more, by channel and address.")
            .Produces<SuppressionPage>();
        suppressions.MapPut("/{channel}/{address}", AddAsync)
            .WithName("addSuppression").WithSummary("Has an address not used any more.")
            .Produces(StatusCodes.Status204NoContent);
        suppressions.MapDelete("/{channel}/{address}", RemoveAsync)
            .WithName("deleteSuppression").WithSummary("Has an address used again.")
            .Produces(StatusCodes.Status204NoContent).Refuses(ErrorCode.NotFound);
    }

    private static async Task<JsonHttpResult<SuppressionPage>> ListAsync(
        HttpContext context, ISuppressionList list, string? after, string? limit, CancellationToken cancellationToken)
    {
        var size = ReadLimit(limit);
        var found = await list.ListAsync(context.Caller().EnvironmentId, ReadCursor(after), size + 1, cancellationToken);
        var page = found.Take(size).ToList();
        return Answers.Json(
            new SuppressionPage(
                [.. page.Select(static entry => new SuppressionAnswer(entry.Channel, entry.Address, entry.Reason, entry.Code, entry.Source, entry.CreatedAt))],
                found.Count > size ? WriteCursor(page[^1]) : null),
            RestJson.Wire.SuppressionPage);
    }

    private static async Task<NoContent> AddAsync(
        string channel, string address, HttpContext context, ISuppressionList list, CancellationToken cancellationToken)
    {
        await list.AddAsync(
            context.Caller().EnvironmentId, new() { Channel = channel, Address = RouteIds.Last(context, address), Reason = "MANUAL", Source = "api" }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(
        string channel, string address, HttpContext context, ISuppressionList list, CancellationToken cancellationToken) =>
        await list.RemoveAsync(context.Caller().EnvironmentId, channel, RouteIds.Last(context, address), cancellationToken)
            ? TypedResults.NoContent()
            : throw new NotifyException(ErrorCode.NotFound, $"The address is not suppressed on channel '{channel}'.");

    private static int ReadLimit(string? limit) => limit is null ? DefaultPage
        : int.TryParse(limit, out var size) && size is >= 1 and <= LargestPage ? size
        : throw new NotifyException(
            ErrorCode.ValidationError, $"limit is '{limit}' but must be from 1 to {LargestPage}.", new FieldError("/limit", $"must be from 1 to {LargestPage}."));

    private static string WriteCursor(Suppression last) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.Channel} {last.Address}"));

    private static (string Channel, string Address)? ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(' ', 2) is [var channel, var address]
            ? (channel, address)
            : throw new NotifyException(
                ErrorCode.ValidationError, "The cursor in 'after' was not given out here. Pass nextCursor as it came.", new FieldError("/after", "is no cursor."));
    }
}
