using System.Net;

namespace Notify.GraphQL.Tests.AspNetCore;

public sealed class GraphiQLTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task A_browser_gets_the_page_and_every_file_it_names()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), environment: "Development");

        var page = await host.GetAsync("", Browser);

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Equal(2, page.Body.Split("\"/graphql/graphiql/").Length - 1);
        foreach (var file in new[] { "main.js", "main.css", "editor.worker.js", "json.worker.js", "graphql.worker.js" })
        {
            Assert.Equal(200, (await host.GetAsync("/graphiql/" + file)).Status);
        }
    }

    [Theory]
    [InlineData("Production", Browser, "", 400)]
    [InlineData("Development", "application/json", "", 400)]
    [InlineData("Development", Browser, "?query={a}", 200)]
    [InlineData("Production", Browser, "/graphiql/main.js", 404)]
    [InlineData("Development", Browser, "/graphiql/index.html", 404)]
    [InlineData("Development", Browser, "/graphiql/..%2Fsecret", 404)]
    public async Task Nobody_else_gets_it(string environment, string accept, string path, int status)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), environment: environment);

        var answer = await host.GetAsync(path, accept);

        Assert.Equal((status, false), (answer.Status, answer.ContentType is "text/html; charset=utf-8"));
    }

    [Fact]
    public async Task Files_are_sent_compressed()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), environment: "Development");
        using var handler = new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None };
        using var client = new HttpClient(handler);

        using var response = await client.GetAsync(new Uri(host.Url + "/graphiql/main.js"), TestContext.Current.CancellationToken);

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
    }
}
