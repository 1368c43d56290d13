using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Notify.Platform.Tests.Health;
using Notify.ServiceDefaults;

namespace Notify.Platform.Tests.ServiceDefaults;

/// <summary>What a container learns that has no shell to ask with.</summary>
public sealed class ServiceHealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--urls=http://*:{0}")]
    [InlineData("--urls=http://0.0.0.0:{0};https://127.0.0.1:1")]
    [InlineData("--urls=http://[::]:{0}")]
    [InlineData("--http_ports={0}")]
    [InlineData("--Kestrel:Endpoints:Main:Url=http://localhost:{0}")]
    public async Task Asks_where_the_service_is_configured_to_listen(string setting)
    {
        await using var service = await StartAsync(HealthCheckResult.Healthy());

        Assert.Equal((0, "Healthy."), await AskAsync("--health", string.Format(CultureInfo.InvariantCulture, setting, PortOf(service))));
    }

    [Fact]
    public async Task A_degraded_service_is_well_and_says_why()
    {
        await using var service = await StartAsync(HealthCheckResult.Degraded("It is slow."));

        Assert.Equal((0, "Degraded. server: It is slow."), await AskAsync("--health", $"--http_ports={PortOf(service)}"));
    }

    [Fact]
    public async Task A_service_that_is_not_ready_fails_and_is_alive_all_the_same()
    {
        await using var service = await StartAsync(HealthCheckResult.Unhealthy("It is away."));
        var port = $"--http_ports={PortOf(service)}";

        Assert.Equal((1, "Unhealthy. server: It is away."), await AskAsync("--health", port));
        Assert.Equal((0, "Healthy."), await AskAsync("--health", "live", port));
    }

    [Fact]
    public async Task No_answer_is_a_failure()
    {
        using var closed = DeafServer.Closed();

        Assert.Equal(
            (1, $"Unhealthy: no answer from http://127.0.0.1:{closed.Port}/health/ready (HttpRequestException)."), await AskAsync("--health", $"--http_ports={closed.Port}"));
    }

    [Fact]
    public async Task A_silent_service_is_not_waited_for()
    {
        using var silent = DeafServer.Silent();

        Assert.Equal(
            (1, $"Unhealthy: no answer from http://127.0.0.1:{silent.Port}/health/ready (TaskCanceledException)."), await AskAsync("--health", $"--http_ports={silent.Port}"));
    }

    [Fact]
    public async Task A_service_on_a_free_port_cannot_be_asked() =>
        Assert.Equal((1, "Unknown: the service takes a free port, so nobody knows where to ask. Set ASPNETCORE_URLS."), await AskAsync("--health", "--urls=http://127.0.0.1:0"));

    [Fact]
    public void Nothing_else_is_taken_for_the_question() => Assert.False(ServiceHealth.IsAsked(["--urls=http://*:80", "--health"]));

    private static int PortOf(WebApplication service) => new Uri(service.Urls.First()).Port;

    private static async Task<(int Code, string Text)> AskAsync(params string[] args)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        Assert.True(ServiceHealth.IsAsked(args));
        return (await ServiceHealth.AskAsync(args, output, Token), output.ToString().TrimEnd());
    }

    private static async Task<WebApplication> StartAsync(HealthCheckResult result)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://*:0");
        builder.Services.AddHealthChecks().AddCheck("server", () => result);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(Token);
        return app;
    }
}
