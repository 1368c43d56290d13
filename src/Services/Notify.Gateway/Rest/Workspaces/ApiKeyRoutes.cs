using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Gateway.Access;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Workspaces;

/// <summary><c>/v1/api-keys</c>: the keys of the caller's environment.</summary>
internal static class ApiKeyRoutes
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api-keys").RequireManagementKey().WithTags("API keys");
        keys.MapGet("", ListAsync)
            .WithName("listApiKeys").WithSummary("Lists the keys of the caller's environment, revoked ones included.")
            .Produces<ListAnswer<ApiKeyAnswer>>();
        keys.MapPost("", CreateAsync)
            .WithName("createApiKey").WithSummary("Makes a key. This answer is the only one that shows it.")
            .TakesJson<ApiKeyBody>()
            .Produces<ApiKeyAnswer>(StatusCodes.Status201Created).Refuses(ErrorCode.NotFound);
        keys.MapDelete("/{id}", RevokeAsync)
            .WithName("revokeApiKey").WithSummary("Revokes a key; it stops working within two seconds.")
            .Produces(StatusCodes.Status204NoContent).Refuses(ErrorCode.NotFound);
    }

    private static async Task<JsonHttpResult<ListAnswer<ApiKeyAnswer>>> ListAsync(
        HttpContext context, IApiKeyDirectory directory, CancellationToken cancellationToken)
    {
        var keys = await directory.ListAsync(context.Caller(), cancellationToken);
        return Answers.Json(
            new ListAnswer<ApiKeyAnswer>([.. keys.Select(static key => ApiKeyAnswer.Of(key, null))]), RestJson.Wire.ListAnswerApiKeyAnswer);
    }

    private static async Task<JsonHttpResult<ApiKeyAnswer>> CreateAsync(
        HttpContext context, IApiKeyDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var wanted = RequestBody.Parse(body.Span, RestJson.Wire.ApiKeyBody).ToWanted();
        var key = IdempotencyKeys.Read(context, body.Span);
        var made = await directory.CreateAsync(context.Caller(), wanted, key, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Answers.Json(ApiKeyAnswer.Of(made.Info, made.Key), RestJson.Wire.ApiKeyAnswer, StatusCodes.Status201Created);
    }

    private static async Task<NoContent> RevokeAsync(
        string id, HttpContext context, IApiKeyDirectory directory, CancellationToken cancellationToken)
    {
        var key = IdempotencyKeys.Read(context, []);
        return ApiKeyId.TryParse(id, out var keyId) && await directory.RevokeAsync(context.Caller(), keyId, key, cancellationToken)
            ? TypedResults.NoContent()
            : throw new NotifyException(ErrorCode.NotFound, $"There is no working API key '{id}' in this environment.");
    }
}
