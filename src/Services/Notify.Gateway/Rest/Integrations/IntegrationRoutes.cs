using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Delivery.Contracts;
using Notify.Gateway.Access;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Integrations;

/// <summary><c>/v1/integrations</c>: the environment's provider accounts. Secrets go in and never come out.</summary>
internal static class IntegrationRoutes
{
    public static void MapIntegrations(this IEndpointRouteBuilder routes)
    {
        var integrations = routes.MapGroup("/integrations").RequireManagementKey().WithTags("Integrations");
        integrations.MapGet("", ListAsync)
            .WithName("listIntegrations").WithSummary("Lists the environment's integrations, oldest first.")
            .Produces<ListAnswer<IntegrationAnswer>>();
        integrations.MapPost("", CreateAsync)
            .WithName("createIntegration").WithSummary("Adds an integration. Its settings are checked against the plugin's schema.")
            .TakesJson<IntegrationBody>()
            .Produces<IntegrationAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        integrations.MapGet("/{id}", GetAsync)
            .WithName("getIntegration").WithSummary("Reads an integration, without its secrets.")
            .Produces<IntegrationAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        integrations.MapPatch("/{id}", UpdateAsync)
            .WithName("updateIntegration").WithSummary("Changes the given members. Settings are merged; a secret that is not given is kept, null removes one.")
            .TakesJson<IntegrationPatchBody>()
            .Produces<IntegrationAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        integrations.MapDelete("/{id}", DeleteAsync)
            .WithName("deleteIntegration").WithSummary("Removes an integration; the next of its channel becomes primary.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        integrations.MapPost("/{id}/verify", VerifyAsync)
            .WithName("verifyIntegration").WithSummary("Checks the stored credentials live, without sending a message.")
            .Produces<VerifyAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        integrations.MapGet("/{id}/health", CheckHealthAsync)
            .WithName("checkIntegrationHealth").WithSummary("Looks whether the provider can take messages now, without sending one.")
            .Produces<HealthAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/plugins", ListPluginsAsync).RequireApiKey().WithTags("Plugins")
            .WithName("listPlugins").WithSummary("Lists the installation's plugins, each with the health of the environment's integrations of it.")
            .Produces<PluginsAnswer>();
    }

    private static async Task<JsonHttpResult<HealthAnswer>> CheckHealthAsync(
        string id, string? timeoutSeconds, IIntegrationDirectory directory, CancellationToken cancellationToken) =>
        Answers.Json(
            HealthAnswer.Of(await directory.CheckHealthAsync(ReadId(id), ReadTimeout(timeoutSeconds), cancellationToken)), IntegrationJson.Default.HealthAnswer);

    private static async Task<JsonHttpResult<PluginsAnswer>> ListPluginsAsync(
        string? timeoutSeconds, IIntegrationDirectory directory, CancellationToken cancellationToken) =>
        Answers.Json(
            new PluginsAnswer([.. (await directory.ListPluginsAsync(ReadTimeout(timeoutSeconds), cancellationToken)).Select(PluginAnswer.Of)]),
            IntegrationJson.Default.PluginsAnswer);

    private static TimeSpan ReadTimeout(string? seconds)
    {
        const double Default = 3;
        const double Longest = 30;
        if (seconds is null)
        {
            return TimeSpan.FromSeconds(Default);
        }

        return double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0.1 and <= Longest
            ? TimeSpan.FromSeconds(value)
            : throw new NotifyException(
                ErrorCode.ValidationError, $"timeoutSeconds is '{seconds}' but must be a number from 0.1 to {Longest}.",
                new FieldError("/timeoutSeconds", "must be a number from 0.1 to 30."));
    }

    private static async Task<JsonHttpResult<ListAnswer<IntegrationAnswer>>> ListAsync(IIntegrationDirectory directory, CancellationToken cancellationToken) =>
        Answers.Json(
            new ListAnswer<IntegrationAnswer>([.. (await directory.ListAsync(cancellationToken)).Select(IntegrationAnswer.Of)]),
            IntegrationJson.Default.ListAnswerIntegrationAnswer);

    private static async Task<JsonHttpResult<IntegrationAnswer>> CreateAsync(HttpContext context, IIntegrationDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var draft = RequestBody.Parse(body.Span, IntegrationJson.Default.IntegrationBody).ToDraft();
        var made = await directory.CreateAsync(draft, IdempotencyKeys.Read(context, body.Span), cancellationToken);
        context.Response.Headers.Location = $"/v1/integrations/{made.Id}";
        return Answers.Json(IntegrationAnswer.Of(made), IntegrationJson.Default.IntegrationAnswer, StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<IntegrationAnswer>> GetAsync(string id, IIntegrationDirectory directory, CancellationToken cancellationToken) =>
        Answers.Json(
            IntegrationAnswer.Of(await directory.FindAsync(ReadId(id), cancellationToken) ?? throw Unknown(id)), IntegrationJson.Default.IntegrationAnswer);

    private static async Task<JsonHttpResult<IntegrationAnswer>> UpdateAsync(
        string id, HttpContext context, IIntegrationDirectory directory, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(context, RequestBody.DefaultMaxBytes, cancellationToken);
        var patch = RequestBody.Parse(body.Span, IntegrationJson.Default.IntegrationPatchBody).ToPatch();
        var changed = await directory.UpdateAsync(ReadId(id), patch, IdempotencyKeys.Read(context, body.Span), cancellationToken);
        return Answers.Json(IntegrationAnswer.Of(changed), IntegrationJson.Default.IntegrationAnswer);
    }

    private static async Task<NoContent> DeleteAsync(string id, HttpContext context, IIntegrationDirectory directory, CancellationToken cancellationToken)
    {
        await directory.DeleteAsync(ReadId(id), IdempotencyKeys.Read(context, []), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<JsonHttpResult<VerifyAnswer>> VerifyAsync(string id, IIntegrationDirectory directory, CancellationToken cancellationToken)
    {
        var check = await directory.VerifyAsync(ReadId(id), cancellationToken);
        return Answers.Json(new VerifyAnswer(check.Valid, check.Supported, check.Code, check.Detail), IntegrationJson.Default.VerifyAnswer);
    }

    private static IntegrationId ReadId(string id) => IntegrationId.TryParse(id, out var parsed) ? parsed : throw Unknown(id);

    private static NotifyException Unknown(string id) => new(ErrorCode.NotFound, $"There is no integration '{id}' in this environment.");
}
