using System.Net.Http.Json;

namespace Notify.Gateway.Tests.Telemetry;

public sealed class TelemetryTests(RunningGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_leaves_spans_with_route_and_status_and_without_the_ids_that_callers_chose()
    {
        using var caller = gateway.Caller();
        var id = "secret-" + gateway.NewName();
        using var stored = await caller.PutAsJsonAsync($"/v1/subscribers/{id}", new { email = "hidden@example.com" }, Token);
        using var health = await caller.GetAsync("/health/live", Token);
        using var last = await caller.GetAsync("/v1/guest-list", Token);

        Assert.True(await gateway.Telemetry.HoldsAsync("traces", "GET /v1/guest-list", Token));
        Assert.True(await gateway.Telemetry.HoldsAsync("traces", "PUT /v1/subscribers/{id}", Token));
        Assert.True(await gateway.Telemetry.HoldsAsync("traces", "FROM workspaces.guest_list", Token)); // the statement's own span
        var traces = gateway.Telemetry.All("traces");
        Assert.All(["http.route", "http.response.status_code"], text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.All([id, "hidden@example.com", "/health/live"], text => Assert.DoesNotContain(text, traces + gateway.Telemetry.All("logs"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_to_others_leaves_a_span_with_the_server_and_without_the_path()
    {
        var id = "secret-" + gateway.NewName();
        using var client = gateway.HttpClients.CreateClient();
        using var answer = await client.GetAsync($"{gateway.Telemetry.Address}/{id}?to=hidden@example.com", Token);

        Assert.True(await gateway.Telemetry.HoldsAsync("traces", "url.full", Token));
        Assert.All([id, "hidden@example.com"], text => Assert.DoesNotContain(text, gateway.Telemetry.All("traces"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http.server.request.duration")]
    [InlineData("http.client.request.duration")]
    [InlineData("dotnet.gc.collections")]
    [InlineData("db.client.operation.duration")]
    public async Task Metrics_leave_under_their_standard_names(string instrument)
    {
        using var caller = gateway.Caller();
        using var client = gateway.HttpClients.CreateClient();
        using var answer = await caller.GetAsync("/v1/guest-list", Token);
        using var other = await client.GetAsync(gateway.Telemetry.Address, Token);

        Assert.True(await gateway.Telemetry.HoldsAsync("metrics", instrument, Token));
    }

    [Fact]
    public async Task Logs_leave_with_the_name_of_the_service() => Assert.True(await gateway.Telemetry.HoldsAsync("logs", "Notify.Gateway", Token));
}
