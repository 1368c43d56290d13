using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

public sealed class EndpointConventionTests
{
    private const string Request = """{"query":"{ a }"}""";

    [Fact]
    public async Task Rate_limits_apply_to_the_endpoint()
    {
        await using var host = await EndpointHost.StartAsync(
            new StubExecutor(),
            services: services => services.AddRateLimiter(limiter => limiter.AddFixedWindowLimiter("once", limit =>
            {
                limit.PermitLimit = 1;
                limit.Window = TimeSpan.FromHours(1);
            })),
            pipeline: app => app.UseRateLimiter(),
            conventions: endpoint => endpoint.RequireRateLimiting("once"));

        Assert.Equal((200, 503), ((await host.PostAsync(Request)).Status, (await host.PostAsync(Request)).Status));
    }

    [Theory]
    [InlineData("Development", 200)]
    [InlineData("Production", 404)]
    public async Task The_schema_is_served_in_Development(string environment, int status)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), environment: environment);

        var file = await host.GetAsync("/schema.graphql");
        var query = await host.GetAsync("?sdl");

        Assert.Equal((status, status), (file.Status, query.Status));
    }

    [Fact]
    public async Task The_schema_is_text()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), options => options.EnableSchemaRequests = true);

        var answer = await host.GetAsync("/schema.graphql");

        Assert.Equal(("text/plain; charset=utf-8", "type Query {\n  hello: String\n}\n"), (answer.ContentType, answer.Body));
    }

    [Fact]
    public async Task An_interceptor_completes_the_request()
    {
        OperationRequest? seen = null;
        var executor = new StubExecutor
        {
            Answer = (request, _) =>
            {
                seen = request;
                return ValueTask.FromResult<IExecutionResult>(Results.Json("ok"));
            },
        };
        await using var host = await EndpointHost.StartAsync(executor, services: services => services.AddSingleton<IHttpRequestInterceptor, SignsIn>());

        await host.PostAsync(Request);

        Assert.Equal(("ann", "tenant-1", "shared"), (seen?.User.Identity?.Name, seen?.ContextData["tenant"], seen?.SharingScope));
    }

    [Theory]
    [InlineData(ErrorCodes.NotAuthenticated, 401)]
    [InlineData(ErrorCodes.NotAuthorized, 403)]
    [InlineData("TENANT_UNKNOWN", 400)]
    public async Task An_interceptor_refuses_the_request(string code, int status)
    {
        await using var host = await EndpointHost.StartAsync(
            new StubExecutor(), services: services => services.AddSingleton<IHttpRequestInterceptor>(new Refuses(code)));

        var answer = await host.PostAsync(Request);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    private sealed class SignsIn : DefaultHttpRequestInterceptor
    {
        public override ValueTask OnCreateAsync(
            HttpContext context, IRequestExecutor executor, OperationRequest request, CancellationToken cancellationToken)
        {
            request.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test"));
            request.ContextData["tenant"] = "tenant-1";
            request.SharingScope = "shared";
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Refuses(string code) : DefaultHttpRequestInterceptor
    {
        public override ValueTask OnCreateAsync(
            HttpContext context, IRequestExecutor executor, OperationRequest request, CancellationToken cancellationToken) =>
            throw new GraphQLException(ErrorBuilder.New().SetMessage("Not you.").SetCode(code).Build());
    }
}
