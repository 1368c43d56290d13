using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>The endpoint at <c>/graphql</c> of a Kestrel on a free port, before an executor.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private EndpointHost(WebApplication app)
    {
        this.app = app;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/graphql");
        Client = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public Uri SocketUrl => new UriBuilder(Url) { Scheme = "ws" }.Uri;

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<EndpointHost> StartAsync(
        IRequestExecutor executor,
        Action<ServerOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        string environment = "Production",
        Action<WebApplication>? pipeline = null,
        Action<IEndpointConventionBuilder>? conventions = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddSingleton(executor);
        builder.Services.AddGraphQLTransports();
        builder.Services.Configure<ServerOptions>(options => configure?.Invoke(options));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseWebSockets();
        pipeline?.Invoke(app);
        var endpoint = app.MapGraphQL();
        conventions?.Invoke(endpoint);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EndpointHost(app);
    }

    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
