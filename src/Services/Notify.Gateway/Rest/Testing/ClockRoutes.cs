using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Gateway.Access;
using Notify.Postgres.Clock;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Testing;

/// <summary><c>/v1/testing/clock</c>: moves the installation's clock. Mapped only with <c>Notify:Testing:VirtualClock</c>.</summary>
internal static class ClockRoutes
{
    public static void MapVirtualClock(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<VirtualClock>() is null)
        {
            return;
        }

        routes.MapPost("/testing/clock", AdvanceAsync).RequireManagementKey().WithTags("Testing")
            .WithName("advanceClock").WithSummary("Moves the clock of the whole installation forward.")
            .TakesJson<ClockBody>()
            .Produces<ClockAnswer>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<JsonHttpResult<ClockAnswer>> AdvanceAsync(HttpContext context, VirtualClock clock, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var seconds = RequestBody.Parse(body.Span, ClockJson.Default.ClockBody).AdvanceSeconds;
        return seconds is >= 0 and <= 1e9
            ? Answers.Json(new ClockAnswer(await clock.AdvanceAsync(TimeSpan.FromSeconds(seconds), cancellationToken)), ClockJson.Default.ClockAnswer)
            : throw new NotifyException(
                ErrorCode.ValidationError, "A clock moves forward only.", new FieldError("/advanceSeconds", "must be 0 to 1,000,000,000."));
    }
}
