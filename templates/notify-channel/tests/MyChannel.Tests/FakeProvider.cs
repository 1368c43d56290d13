using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notify.Channels.Testing;

namespace MyChannel.Tests;

/// <summary>An honest stand-in for the provider: does what its documentation says, and tells what it accepted.</summary>
internal static class FakeProvider
{
    public const string ApiKey = "key-4711";

    public static async Task<ChannelBackend> StartAsync(CancellationToken cancellationToken)
    {
        var received = new ConcurrentQueue<ReceivedMessage>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/account", (HttpRequest request) => IsKnown(request) ? Results.Ok() : Results.Unauthorized());
        app.MapPost("/messages", async (HttpRequest request) =>
        {
            if (!IsKnown(request))
                return Results.Unauthorized();

            using var body = await JsonDocument.ParseAsync(request.Body);
            var key = request.Headers["Idempotency-Key"].ToString();
            received.Enqueue(new() { DeliveryId = key, IdempotencyToken = key });
            return Results.Json(new { id = $"message-{received.Count}", to = body.RootElement.GetProperty("to").GetString() });
        });
        await app.StartAsync(cancellationToken);
        return new(new Uri(app.Urls.Single()), () => received, app);
    }

    private static bool IsKnown(HttpRequest request) => request.Headers.Authorization == $"Bearer {ApiKey}";
}
