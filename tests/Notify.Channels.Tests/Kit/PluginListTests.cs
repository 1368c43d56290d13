using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Kit;

/// <summary>The script asks the gateway; here a server stands for it and for the dashboard that knows where it is.</summary>
public sealed class PluginListTests
{
    private const string Document =
        """{"plugins":[{"id":"smtp","channel":"email","version":"0.1.0","state":"loaded","health":"healthy","displayName":"SMTP","settingsSchema":{"type":"object"}},"""
        + """{"id":"pigeon","channel":null,"version":null,"state":"failed","health":null,"error":"It does not load."}]}""";

    [Fact]
    public async Task Shows_a_table() => Assert.Equal(
        """
        ID             CHANNEL        VERSION    STATE      HEALTH
        smtp           email          0.1.0      loaded     healthy
        pigeon         -              -          failed     -

        """,
        await RunAsync("plugin", "list"));

    [Fact]
    public async Task Hands_the_gateways_document_on() => Assert.Equal(Document + "\n", await RunAsync("plugin", "list", "--json"));

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var home = new PluginFolders();
        var url = "";
        await using var gateway = await WebhookEndpoint.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/api/status" ? JsonSerializer.Serialize(new { gateway = url, apiKey = "key-1" })
            : context.Request.Path == "/v1/plugins" && context.Request.Headers.Authorization == "Bearer key-1" ? Document
            : "{}"));
        url = new Uri(gateway.Url).GetLeftPart(UriPartial.Authority);
        await File.WriteAllTextAsync(
            home.File("apphost.json"), JsonSerializer.Serialize(new { pid = Environment.ProcessId, dashboard = url, token = "t" }), TestLimits.Token);
        var start = new ProcessStartInfo(Repository.File("notify"), arguments) { RedirectStandardOutput = true };
        start.Environment["NOTIFY_HOME"] = home.Path;

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestLimits.Token);
        await process.WaitForExitAsync(TestLimits.Token);

        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
