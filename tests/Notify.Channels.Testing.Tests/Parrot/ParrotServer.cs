using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notify.Channels.Testing.Tests.Parrot;

/// <summary>The provider that the parrot talks to.</summary>
internal static class ParrotServer
{
    public const string ApiKey = "parrot-key-4711";

    public static async Task<ChannelBackend> StartAsync(CancellationToken cancellationToken)
    {
        var received = new ConcurrentQueue<ReceivedMessage>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/status", static () => Results.Ok());
        app.MapGet("/account", static (HttpRequest request) => IsKnown(request) ? Results.Ok() : Results.Unauthorized());
        app.MapPost("/messages", async (HttpRequest request) =>
        {
            if (!IsKnown(request))
                return Results.Unauthorized();

            using var body = await JsonDocument.ParseAsync(request.Body);
            if (body.RootElement.GetProperty("to").GetString() == "nobody")
                return Results.BadRequest();

            var id = body.RootElement.GetProperty("id").GetString()!; // every message has one
            received.Enqueue(new() { DeliveryId = id, IdempotencyToken = request.Headers["Idempotency-Key"] });
            return Results.Json(new { id = $"parrot-{id}" });
        });
        await app.StartAsync(cancellationToken);
        return new(new Uri(app.Urls.Single()), () => received, app);
    }

    private static bool IsKnown(HttpRequest request) => request.Headers.Authorization == $"Bearer {ApiKey}";
}
