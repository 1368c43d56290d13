using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.ServiceDefaults;

namespace Notify.Platform.Tests.ServiceDefaults;

public sealed class HttpClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("HEAD", 3)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    public async Task Only_reads_are_repeated(string method, int calls)
    {
        using var server = new Script(HttpStatusCode.ServiceUnavailable);

        using var response = await SendAsync(server, method);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(calls, server.Calls);
    }

    [Fact]
    public async Task A_read_that_succeeds_at_last_succeeds()
    {
        using var server = new Script(HttpStatusCode.BadGateway, HttpStatusCode.TooManyRequests, HttpStatusCode.OK);

        using var response = await SendAsync(server, "GET");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task What_will_not_pass_is_not_repeated()
    {
        using var server = new Script(HttpStatusCode.NotFound);

        using var response = await SendAsync(server, "GET");

        Assert.Equal(1, server.Calls);
    }

    private static async Task<HttpResponseMessage> SendAsync(Script server, string method)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => server);
        using var host = builder.Build();
        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        using var request = new HttpRequestMessage(new(method), "http://example.invalid/");
        return await client.SendAsync(request, Token);
    }

    /// <summary>A wire that answers by script, its last line forever, and asks for no pause.</summary>
    private sealed class Script(params HttpStatusCode[] statuses) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(statuses[Math.Min(Calls++, statuses.Length - 1)]);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
            return Task.FromResult(response);
        }
    }
}
