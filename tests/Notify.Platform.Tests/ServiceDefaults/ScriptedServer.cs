using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Notify.Platform.Tests.ServiceDefaults;

/// <summary>An HTTP server that answers by script, its last line for ever, and asks for no pause.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    /// <summary>In a script: the connection is broken off without an answer.</summary>
    public const HttpStatusCode BreakOff = 0;

    private readonly WebApplication app;
    private int calls;

    private ScriptedServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public int Calls => Volatile.Read(ref calls);

    public static async Task<ScriptedServer> StartAsync(HttpStatusCode[] statuses, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ScriptedServer(builder.Build());
        server.app.Run(context =>
        {
            var status = statuses[Math.Min(Interlocked.Increment(ref server.calls), statuses.Length) - 1];
            if (status == BreakOff)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            context.Response.StatusCode = (int)status;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
