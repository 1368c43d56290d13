namespace Notify.GraphQL.Tests.AspNetCore;

public sealed class GetRequestTests
{
    [Theory]
    [InlineData("?query=%7B%20a%20%7D", "document={ a }")]
    [InlineData("?query=%7B+a+%7D&operationName=A", "document={ a } operation=A")]
    [InlineData("?query={a}&operationName=null", "document={a} operation=null")]
    [InlineData("?query={a}&operationName=&variables=&extensions=", "document={a}")]
    [InlineData("?query={a}&variables=null", "document={a}")]
    [InlineData("?query={a}&variables=%7B%22a%22:1%7D&extensions=%7B%7D", "document={a} variables={\"a\":1} extensions={}")]
    [InlineData("?documentId=sha256:abc", "document= id=sha256:abc")]
    [InlineData("?id=abc", "document= id=abc")]
    public async Task Reads_the_parameters(string url, string received)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.GetAsync(url);

        Assert.Equal((200, received + " allowed=Query"), (answer.Status, answer.Data));
    }

    [Theory]
    [InlineData("", 400, 422)]
    [InlineData("?query=", 400, 422)]
    [InlineData("?query={a}&query={b}", 400, 400)]
    [InlineData("?query={a}&variables=x", 400, 400)]
    [InlineData("?query={a}&variables=%7B%22a%22:1,%22a%22:2%7D", 400, 400)]
    [InlineData("?query={a}&variables=[]", 400, 422)]
    [InlineData("?query={a}&extensions=1", 400, 422)]
    public async Task Refuses_what_is_not_a_request(string url, int status, int draftStatus)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var draft = await EndpointHost.StartAsync(new StubExecutor(), options => options.HttpStatusProfile = HttpStatusProfile.Draft2026);

        Assert.Equal((status, draftStatus), ((await host.GetAsync(url)).Status, (await draft.GetAsync(url)).Status));
    }

    [Fact]
    public async Task Refuses_a_query_string_above_the_limit()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), options => options.MaxRequestBytes = 1_000);

        var answer = await host.GetAsync("?query=" + new string('a', 1_000));

        Assert.Equal((414, ErrorCodes.RequestTooLarge), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Can_be_switched_off()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), options => options.EnableGetRequests = false);

        var answer = await host.GetAsync("?query={a}");

        Assert.Equal((405, "POST"), (answer.Status, answer.Allow));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_told_which_there_are(string method)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.SendAsync(new HttpMethod(method), "", content: null, accept: null, contentType: null);

        Assert.Equal((405, "GET, POST"), (answer.Status, answer.Allow));
    }
}
