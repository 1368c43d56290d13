using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.ServiceDefaults;

namespace Notify.Platform.Tests.ServiceDefaults;

/// <summary>What the services' HTTP clients do about a server that fails, over real connections.</summary>
public sealed class HttpClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", 4)]
    [InlineData("HEAD", 4)]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    public async Task Only_reads_are_repeated(string method, int calls)
    {
        await using var server = await ScriptedServer.StartAsync([HttpStatusCode.ServiceUnavailable], Token);

        using var response = await SendAsync(server.Address, method);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(calls, server.Calls);
    }

    [Fact]
    public async Task A_post_whose_connection_breaks_is_not_repeated()
    {
        await using var server = await ScriptedServer.StartAsync([ScriptedServer.BreakOff], Token);

        await Assert.ThrowsAsync<HttpRequestException>(async () => (await SendAsync(server.Address, "POST")).Dispose());

        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task A_read_that_succeeds_at_last_succeeds()
    {
        await using var server = await ScriptedServer.StartAsync([HttpStatusCode.BadGateway, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], Token);

        using var response = await SendAsync(server.Address, "GET");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task What_will_not_pass_is_not_repeated()
    {
        await using var server = await ScriptedServer.StartAsync([HttpStatusCode.NotFound], Token);

        using var response = await SendAsync(server.Address, "GET");

        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task A_service_is_found_by_its_name()
    {
        await using var server = await ScriptedServer.StartAsync([HttpStatusCode.OK], Token);

        using var response = await SendAsync(new Uri("http://gateway/"), "GET", ("services:gateway:http:0", server.Address.ToString()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(Uri address, string method, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value));
        builder.AddServiceDefaults();
        using var host = builder.Build();
        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test");
        using var request = new HttpRequestMessage(new(method), address);
        return await client.SendAsync(request, Token);
    }
}
