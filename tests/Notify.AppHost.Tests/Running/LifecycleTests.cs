using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Notify.AppHost.Tests.Support;

namespace Notify.AppHost.Tests.Running;

/// <summary>A service and a server of the application, as people steer them and as they crash. Each test leaves both running.</summary>
public sealed class LifecycleTests(SteeredApplication application) : IClassFixture<SteeredApplication>
{
    private readonly ControlClient control = application.Control;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mailbox")]
    [InlineData("cache")]
    public async Task What_is_killed_comes_back_at_the_same_address_and_says_why(string resource)
    {
        var before = await control.ResourceAsync(resource);

        KillTree(Id(before));
        await WaitForAnotherProcessAsync(resource, before);

        Assert.Equal(Endpoints(before), Endpoints(await control.ResourceAsync(resource)));
        Assert.Contains("It ended by itself with exit code", await control.TextAsync($"/resources/{resource}/logs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mailbox", "cache")]
    [InlineData("cache", "mailbox")]
    public async Task What_is_stopped_stays_down_until_it_is_started(string resource, string other)
    {
        var before = await control.ResourceAsync(resource);
        var otherBefore = await control.ResourceAsync(other);

        Assert.Equal(204, (await control.CommandAsync(resource, "stop")).Status);
        await Eventually.HoldsAsync(async () => State(await control.ResourceAsync(resource)) != "Running", "it is down");
        KillTree(Id(otherBefore));
        await WaitForAnotherProcessAsync(other, otherBefore); // what crashes later comes back, while this one does not
        Assert.NotEqual("Running", State(await control.ResourceAsync(resource)));

        Assert.Equal(204, (await control.CommandAsync(resource, "start")).Status);
        await WaitForAnotherProcessAsync(resource, before);
        var started = await control.ResourceAsync(resource);
        Assert.Equal(204, (await control.CommandAsync(resource, "restart")).Status);
        await WaitForAnotherProcessAsync(resource, started);
    }

    [Fact]
    public async Task The_control_endpoint_answers_who_has_the_token_of_the_run()
    {
        foreach (var header in new[] { "", "Bearer guess" })
        {
            using var stranger = control.Without(header);
            using var refused = await stranger.GetAsync("/status", Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        var status = await control.StatusAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(application.StateFolder, "apphost.json")));
        Assert.Equal(
            ["dashboard", "dashboardLogin", "gateway", "mailbox", "apiKey", "environment", "resources"], status.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(("Development", JsonValueKind.Null), (status.GetProperty("environment").GetString(), status.GetProperty("gateway").ValueKind));
        Assert.Equal(["cache", "mailbox"], status.GetProperty("resources").EnumerateArray().Select(static resource => resource.GetProperty("name").GetString()));
        Assert.Equal(
            ["name", "type", "state", "health", "pid", "exitCode", "startTime", "reason", "endpoints"],
            status.GetProperty("resources")[0].EnumerateObject().Select(static member => member.Name));
    }

    [Fact]
    public async Task What_there_is_not_is_said_with_what_there_is()
    {
        using var unknown = await control.GetAsync("/resources/casche/logs");
        var (status, text) = await control.CommandAsync("cache", "explode");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("There is no resource 'casche'. There are: cache, mailbox.\n", await unknown.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(400, status);
        Assert.EndsWith("Its commands are: start, stop, restart.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_output_can_be_followed()
    {
        using var answer = await control.GetAsync("/resources/mailbox/logs");
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).Split('\n');

        Assert.Contains(lines, static line => line.Contains("Receiving mail on port", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wait_says_at_once_what_has_failed_and_its_last_lines()
    {
        var before = await control.ResourceAsync("mailbox");
        await control.CommandAsync("mailbox", "stop");
        using var killed = await control.GetAsync("/wait?seconds=30");

        var text = await killed.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, killed.StatusCode);
        Assert.StartsWith("Resource 'mailbox' is Finished, exit code 0.\nLast ", text, StringComparison.Ordinal);
        Assert.Contains("Receiving mail on port", text, StringComparison.Ordinal);
        await control.CommandAsync("mailbox", "start");
        await WaitForAnotherProcessAsync("mailbox", before);
    }

    private async Task WaitForAnotherProcessAsync(string resource, JsonElement before) => await Eventually.HoldsAsync(
        async () => await control.ResourceAsync(resource) is var now && State(now) == "Running" && Id(now) != Id(before) && now.GetProperty("health").GetString() == "Healthy",
        $"{resource} is back");

    private static string? State(JsonElement resource) => resource.GetProperty("state").GetString();

    private static int Id(JsonElement resource) => resource.GetProperty("pid").GetInt32();

    private static string Endpoints(JsonElement resource) => resource.GetProperty("endpoints").GetRawText();

    private static void KillTree(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
    }
}
