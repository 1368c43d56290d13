using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Notify.Gateway.Access;

namespace Notify.Gateway.Tests.Access;

public sealed class AccessTests(RunningGateway gateway)
{
    private static readonly string[] Anonymous = ["/graphql/", "/graphql/graphiql/{file}", "/graphql/schema.graphql", "/health/live", "/health/ready", "/openapi/{documentName}.json", "/v1/callbacks/{integrationId}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_says_who_may_call_and_only_these_are_anonymous()
    {
        Assert.Empty(WithoutRule(gateway.Routes));
        Assert.Equal(
            Anonymous,
            gateway.Routes.Where(static route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(static route => "/" + route.RoutePattern.RawText?.TrimStart('/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_guard_finds_a_route_without_a_rule()
    {
        var forgotten = new RouteEndpointBuilder(static _ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/v1/forgotten"), 0);

        Assert.Equal(["/v1/forgotten"], WithoutRule([(RouteEndpoint)forgotten.Build()]));
    }

    [Fact]
    public async Task Every_v1_route_answers_401_without_a_key_and_with_an_unknown_one()
    {
        using var stranger = gateway.Stranger();
        using var guesser = gateway.CallerWith("a-key-that-nobody-was-ever-given");

        foreach (var (method, path) in V1Routes())
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(stranger, method, path));
            Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(guesser, method, path));
        }
    }

    [Theory]
    [InlineData("ApiKey first-key-of-the-gateway-tests")]
    [InlineData("first-key-of-the-gateway-tests")]
    [InlineData("Bearer")]
    [InlineData("Bearer first-key-of-the-gateway-tests extra")]
    [InlineData("Basic Zmlyc3Q6a2V5")]
    public async Task Only_the_bearer_scheme_counts(string header)
    {
        using var stranger = gateway.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/subscribers/alice");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var response = await stranger.SendAsync(request, Token);

        Assert.Equal("unauthorized", await response.ProblemCodeAsync(Token));
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Every_route_with_an_id_answers_404_to_a_key_of_another_environment()
    {
        using var owner = gateway.Caller();
        using var neighbour = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));
        var subscriber = gateway.NewName();
        using var made = await owner.PutAsJsonAsync($"/v1/subscribers/{subscriber}", new { name = "Alice" }, Token);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        foreach (var (method, path) in V1Routes().Where(static route => route.Path.Contains('{', StringComparison.Ordinal) && route.Method != "PUT"))
        {
            var owned = path.Contains("subscribers", StringComparison.Ordinal) ? subscriber : Guid.CreateVersion7().ToString();
            Assert.Equal((method, path, HttpStatusCode.NotFound), (method, path, await CallAsync(neighbour, method, path.Replace("{id}", owned, StringComparison.Ordinal).Replace("{jobId}", owned, StringComparison.Ordinal))));
        }

        using var still = await owner.GetAsync($"/v1/subscribers/{subscriber}", Token);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Theory]
    [InlineData("TEAM")]
    [InlineData("TEST")]
    public async Task Team_and_test_keys_do_not_manage(string type)
    {
        using var caller = gateway.CallerWith(await gateway.NewKeyAsync(type, inNewEnvironment: false, Token));

        using var refused = await caller.GetAsync("/v1/api-keys", Token);
        using var read = await caller.GetAsync("/v1/subscribers/nobody", Token);

        Assert.Equal("forbidden", await refused.ProblemCodeAsync(Token));
        Assert.Equal("not-found", await read.ProblemCodeAsync(Token));
    }

    private static IEnumerable<string?> WithoutRule(IEnumerable<RouteEndpoint> routes) =>
        routes.Where(static route => route.Metadata.GetMetadata<IAllowAnonymous>() is null && route.Metadata.GetMetadata<ApiKeyRule>() is null)
            .Select(static route => route.RoutePattern.RawText);

    private static async Task<HttpStatusCode> CallAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request, Token);
        return response.StatusCode;
    }

    private IEnumerable<(string Method, string Path)> V1Routes() =>
        from route in gateway.Routes
        where route.RoutePattern.RawText?.StartsWith("/v1/", StringComparison.Ordinal) == true && route.Metadata.GetMetadata<IAllowAnonymous>() is null
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, route.RoutePattern.RawText ?? "");
}
