using Notify.GraphQL.AspNetCore.Http;

namespace Notify.GraphQL.Tests.AspNetCore;

public sealed class ContentNegotiationTests
{
    private const string Json = "application/json; charset=utf-8";
    private const string Response = "application/graphql-response+json; charset=utf-8";

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("APPLICATION/JSON", Json)]
    [InlineData("application/json; charset=utf-8", Json)]
    [InlineData("application/graphql-response+json", Response)]
    [InlineData("application/graphql-response+json,application/json;q=0.9", Response)] // Apollo Client
    [InlineData("application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed", Response)] // urql
    [InlineData("application/json, application/graphql-response+json", Json)]
    [InlineData("application/json;q=0.5, application/graphql-response+json;q=0.6", Response)]
    [InlineData("application/json;q=0.6, application/graphql-response+json;q=0.5", Json)]
    [InlineData("application/json;q=0, */*", Response)]
    [InlineData("application/graphql-response+json;q=0, */*;q=0.1", Json)]
    [InlineData("application/graphql-response+json;charset=utf-16, application/json", Json)]
    [InlineData("text/html, */*;q=0.1", Json)]
    public async Task Answers_in_the_type_the_client_likes_best(string? accept, string contentType)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.PostAsync("""{"query":"{ a }"}""", accept);

        Assert.Equal((200, contentType), (answer.Status, answer.ContentType));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, multipart/mixed")]
    [InlineData("application/json;q=0")]
    [InlineData("*/*;q=0")]
    [InlineData("application/json;q=nonsense")]
    public async Task Says_so_when_it_has_nothing_the_client_takes(string accept)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.PostAsync("""{"query":"{ a }"}""", accept);

        Assert.Equal((406, Json), (answer.Status, answer.ContentType));
    }

    [Theory]
    [InlineData("text/event-stream", "EventStream", true, false)]
    [InlineData("text/event-stream, multipart/mixed", "EventStream", true, false)] // urql, for subscriptions
    [InlineData("application/json, text/event-stream", "Json", true, false)]
    [InlineData("application/json, text/event-stream;q=0", "Json", false, false)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Json", false, true)] // browsers
    [InlineData("text/html, application/json", "Json", false, false)]
    [InlineData("", "Json", false, false)]
    public void Tells_streams_and_pages_apart(string accept, string response, bool takesEvents, bool wantsPage) =>
        Assert.Equal(new AcceptHeader(Enum.Parse<MediaType>(response), takesEvents, wantsPage), AcceptHeader.Read(accept));
}
