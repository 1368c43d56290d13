using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notify.Channels.Testing;

namespace Ntfy.Tests;

/// <summary>As much of an ntfy server as the plugin uses. A message has no id of ours but in its text.</summary>
internal static class NtfyFake
{
    public const string Token = "tk_7eevizlsiwf9yi4uxsrs83r4352o0";

    public static async Task<ChannelBackend> StartAsync(CancellationToken cancellationToken)
    {
        var received = new ConcurrentQueue<ReceivedMessage>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/v1/health", () => Results.Json(new { healthy = true }));
        app.MapGet("/v1/account", (HttpRequest request) => IsKnown(request) ? Results.Json(new { username = "phil" }) : Results.Unauthorized());
        app.MapPost("/", async (HttpRequest request) =>
        {
            if (!IsKnown(request))
                return Results.Unauthorized();

            using var body = await JsonDocument.ParseAsync(request.Body);
            var text = body.RootElement.GetProperty("message").GetString() ?? "";
            received.Enqueue(new() { DeliveryId = text[(text.LastIndexOf(' ') + 1)..] });
            return Results.Json(new { id = "sPs71M8A2T", @event = "message", topic = body.RootElement.GetProperty("topic").GetString() });
        });
        await app.StartAsync(cancellationToken);
        return new(new Uri(app.Urls.Single()), () => received, app);
    }

    private static bool IsKnown(HttpRequest request) => request.Headers.Authorization == $"Bearer {Token}";
}
