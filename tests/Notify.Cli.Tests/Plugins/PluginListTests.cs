using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Notify.Cli.Processes;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Plugins;

public sealed class PluginListTests
{
    private const string Document =
        """{"plugins":[{"id":"smtp","channel":"email","version":"0.1.0","state":"loaded","health":"healthy","displayName":"SMTP","settingsSchema":{"type":"object"}},"""
        + """{"id":"pigeon","channel":null,"version":null,"state":"failed","health":null,"error":"It does not load."}]}""";

    [Fact]
    public async Task Shows_a_table() => Assert.Equal(
        (0, """
        ID      CHANNEL  VERSION  STATE   HEALTH
        smtp    email    0.1.0    loaded  healthy
        pigeon  -        -        failed  -

        """),
        await RunAsync("list"));

    [Fact]
    public async Task Hands_the_gateways_document_on() => Assert.Equal((0, Document + "\n"), await RunAsync("list", "--json"));

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var desk = new Desk();
        await using var server = await ControlServer.StartAsync(static app => app.MapGet("/v1/plugins", static context =>
            context.Response.WriteAsync(context.Request.Headers.Authorization == "Bearer key-1" ? Document : "{}")));
        await desk.WriteAppHostAsync(Environment.ProcessId, ProcessStart.Of(Environment.ProcessId)!, server.Url);
        return (await desk.RunAsync(["plugin", .. arguments]), desk.Output);
    }
}
