using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>The table of status codes: by what became of the request, the media type and the profile.</summary>
public sealed class StatusCodeTests
{
    private const string Json = "application/json";
    private const string Response = "application/graphql-response+json";

    [Theory]
    [InlineData(RequestFailure.None, 200, 200, 294, 294)]
    [InlineData(RequestFailure.Syntax, 200, 400, 400, 400)]
    [InlineData(RequestFailure.Validation, 200, 400, 422, 422)]
    [InlineData(RequestFailure.Variables, 200, 400, 422, 422)]
    [InlineData(RequestFailure.Malformed, 400, 400, 400, 400)]
    [InlineData(RequestFailure.PersistedDocument, 400, 400, 400, 400)]
    [InlineData(RequestFailure.TooLarge, 413, 413, 413, 413)]
    [InlineData(RequestFailure.OperationNotAllowed, 406, 406, 406, 406)]
    [InlineData(RequestFailure.Timeout, 504, 504, 408, 408)]
    [InlineData(RequestFailure.Overloaded, 503, 503, 503, 503)]
    [InlineData(RequestFailure.Unauthenticated, 401, 401, 401, 401)]
    [InlineData(RequestFailure.Internal, 500, 500, 500, 500)]
    public async Task Follows_the_table(RequestFailure failure, int json, int response, int draftJson, int draftResponse)
    {
        var executor = new StubExecutor { Answer = (_, _) => ValueTask.FromResult<IExecutionResult>(Results.Failed(failure)) };
        await using var audit = await EndpointHost.StartAsync(executor);
        await using var draft = await EndpointHost.StartAsync(executor, options => options.HttpStatusProfile = HttpStatusProfile.Draft2026);
        const string body = """{"query":"{ a }"}""";

        Assert.Equal(
            (json, response, draftJson, draftResponse),
            ((await audit.PostAsync(body, Json)).Status, (await audit.PostAsync(body, Response)).Status,
             (await draft.PostAsync(body, Json)).Status, (await draft.PostAsync(body, Response)).Status));
    }

    [Fact]
    public async Task A_query_without_errors_is_200_in_either_profile()
    {
        await using var draft = await EndpointHost.StartAsync(new StubExecutor(), options => options.HttpStatusProfile = HttpStatusProfile.Draft2026);

        Assert.Equal(200, (await draft.PostAsync("""{"query":"{ a }"}""", Response)).Status);
    }

    [Fact]
    public async Task An_operation_that_GET_does_not_take_is_told_to_POST()
    {
        var executor = new StubExecutor { Answer = (_, _) => ValueTask.FromResult<IExecutionResult>(Results.Failed(RequestFailure.OperationNotAllowed)) };
        await using var host = await EndpointHost.StartAsync(executor);

        var answer = await host.GetAsync("?query=mutation{a}");

        Assert.Equal((405, "POST"), (answer.Status, answer.Allow));
    }
}
