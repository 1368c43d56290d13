using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Gateway.Access;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Workspaces;

/// <summary><c>/v1/environments</c>: the environments of the caller's project.</summary>
internal static class EnvironmentRoutes
{
    public static void MapEnvironments(this IEndpointRouteBuilder routes)
    {
        var environments = routes.MapGroup("/environments").RequireManagementKey().WithTags("Environments");
        environments.MapGet("", ListAsync)
            .WithName("listEnvironments").WithSummary("Lists the environments of the caller's project.")
            .Produces<ListAnswer<EnvironmentAnswer>>();
        environments.MapPost("", CreateAsync)
            .WithName("createEnvironment").WithSummary("Makes an environment; it starts empty and without keys.")
            .TakesJson<EnvironmentBody>()
            .Produces<EnvironmentAnswer>(StatusCodes.Status201Created).Refuses(ErrorCode.AlreadyExists);
    }

    private static async Task<JsonHttpResult<ListAnswer<EnvironmentAnswer>>> ListAsync(
        HttpContext context, IEnvironmentDirectory directory, CancellationToken cancellationToken)
    {
        var environments = await directory.ListAsync(context.Caller(), cancellationToken);
        return Answers.Json(
            new ListAnswer<EnvironmentAnswer>([.. environments.Select(EnvironmentAnswer.Of)]), RestJson.Wire.ListAnswerEnvironmentAnswer);
    }

    private static async Task<JsonHttpResult<EnvironmentAnswer>> CreateAsync(
        HttpContext context, IEnvironmentDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var wanted = RequestBody.Parse(body.Span, RestJson.Wire.EnvironmentBody);
        var key = IdempotencyKeys.Read(context, body.Span);
        var made = await directory.CreateAsync(context.Caller(), wanted.Name, key, cancellationToken);
        return Answers.Json(EnvironmentAnswer.Of(made), RestJson.Wire.EnvironmentAnswer, StatusCodes.Status201Created);
    }
}
