using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notify.Cli.Tests.Support;

/// <summary>A real server that plays an app host's control endpoint, and the gateway and mailbox where a test maps them.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    public const string Token = "token-1";

    private readonly WebApplication _app;

    private ControlServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Gets or sets what is said of the system; <c>{url}</c> stands for this server.</summary>
    public string Status { get; set; } = """
        {"dashboard":"http://localhost:15080","dashboardLogin":"http://localhost:15080/login?t=abc","gateway":"{url}","mailbox":"{url}","apiKey":"key-1","environment":"Development","resources":[{"name":"postgres","type":"Container","state":"Running","health":"Healthy","pid":42,"exitCode":null,"startTime":null,"reason":null,"endpoints":[{"name":"tcp","url":"tcp://127.0.0.1:5432"}]},{"name":"migrator","type":"Project","state":"Finished","health":null,"pid":null,"exitCode":0,"startTime":null,"reason":null,"endpoints":[]},{"name":"gateway","type":"Project","state":"Exited","health":"Unhealthy","pid":null,"exitCode":3,"startTime":null,"reason":"It [ended] with exit code 3.","endpoints":[]}]}
        """;

    /// <summary>Gets or sets what waiting finds; null when all is well.</summary>
    public string? Fault { get; set; }

    /// <summary>Gets or sets what has to end before waiting finds anything.</summary>
    public Task Patience { get; set; } = Task.CompletedTask;

    /// <summary>Gets what follows in the logs of 'gateway' after the first line; ends when it does.</summary>
    public System.Threading.Channels.Channel<string> Following { get; } = System.Threading.Channels.Channel.CreateUnbounded<string>();

    public static async Task<ControlServer> StartAsync(Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new ControlServer(app);
        app.MapGet("/status", Guarded(context => context.Response.WriteAsync(server.Status.Replace("{url}", server.Url, StringComparison.Ordinal) + "\n")));
        app.MapGet("/resources", Guarded(static context => context.Response.WriteAsync("""[{"name":"postgres"},{"name":"gateway"}]""")));
        app.MapGet("/resources/{name}/logs", Guarded(server.LogsAsync));
        app.MapGet("/wait", Guarded(server.WaitAsync));
        map?.Invoke(app);
        await app.StartAsync(TestLimits.Token);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static RequestDelegate Guarded(Func<HttpContext, Task> answer) => context =>
    {
        if (context.Request.Headers.Authorization == $"Bearer {Token}")
            return answer(context);

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    private async Task WaitAsync(HttpContext context)
    {
        await Patience.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = Fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync((Fault ?? "All resources are healthy.") + "\n");
    }

    private async Task LogsAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!; // the route has it
        if (name is not ("postgres" or "gateway"))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync($"There is no resource '{name}'. There are: postgres, gateway.\n");
            return;
        }

        await context.Response.WriteAsync($"{name} has started\n");
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (context.Request.Query["follow"] != "true" || name == "postgres")
            return;

        await foreach (var line in Following.Reader.ReadAllAsync(context.RequestAborted))
        {
            if (line == "abort")
                context.Abort();
            await context.Response.WriteAsync(line + "\n");
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
