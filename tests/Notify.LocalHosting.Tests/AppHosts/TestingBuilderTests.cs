using System.Net.Http.Json;

namespace Notify.LocalHosting.Tests.AppHosts;

public sealed class TestingBuilderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_test_starts_the_whole_application_and_reaches_its_service()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_TestAppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", Cancellation);
        using var client = app.CreateHttpClient("gateway");

        Assert.Equal($"cache at {app.GetEndpoint("cache").OriginalString}", await EnvironmentAsync(client, "CacheAddress"));
        Assert.Equal(await app.GetConnectionStringAsync("testdb", Cancellation), await EnvironmentAsync(client, "ConnectionStrings__testdb"));
        Assert.Equal(await app.GetConnectionStringAsync("messaging", Cancellation), await EnvironmentAsync(client, "ConnectionStrings__messaging"));
        Assert.Equal("Development", await EnvironmentAsync(client, "ASPNETCORE_ENVIRONMENT"));
        Assert.True(app.ResourceNotifications.TryGetCurrentState("gateway", out var gateway));
        Assert.Equal(await client.GetFromJsonAsync<int>("/process", Cancellation), gateway.Snapshot.Properties.Single(static p => p.Name == "executable.pid").Value);
    }

    [Fact]
    public async Task The_model_can_be_changed_before_the_start()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_TestAppHost>(Cancellation);

        var names = builder.Resources.Select(static r => r.Name);

        Assert.Equal("Development", builder.Environment.EnvironmentName);
        Assert.Equal(["postgres", "testdb", "messaging", "cache", "api-key", "setup", "gateway"], names);
        var gateway = builder.Resources.OfType<ProjectResource>().Single();
        builder.CreateResourceBuilder(gateway).WithEnvironment("Extra", "more");
    }

    [Fact]
    public async Task Given_connection_strings_take_the_place_of_servers()
    {
        await using var application = await TestApplication.StartAsync(
            static builder =>
            {
                builder.AddPostgres("postgres").AddDatabase("db");
                builder.AddRedis("cache");
            },
            args: ["--ConnectionStrings:db=Host=127.0.0.1;Port=1", "--ConnectionStrings:cache=127.0.0.1:1"]);

        var cache = await application.WaitAsync("cache", KnownResourceStates.Running);

        Assert.Null(cache.ProcessId);
        Assert.Equal("Host=127.0.0.1;Port=1", await application.App.GetConnectionStringAsync("db", Cancellation));
        await application.States.WaitForResourceAsync("postgres", static e => e.Snapshot is { IsReady: true, ProcessId: null }, Cancellation);
    }

    private static async Task<string> EnvironmentAsync(HttpClient client, string name) =>
        await client.GetStringAsync($"/environment/{name}", Cancellation);
}
