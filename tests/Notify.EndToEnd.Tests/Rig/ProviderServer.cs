using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>A provider over HTTP: counts what arrives and answers as a test says. Everything is accepted unless told otherwise.</summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<Message, Order>> orders = new();
    private readonly ConcurrentQueue<Message> messages = new();
    private readonly ConcurrentQueue<Call> calls = new();

    private ProviderServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>Everything received through the relay plugin, in order.</summary>
    public IReadOnlyList<Message> Messages => [.. messages];

    /// <summary>Every webhook call received, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. calls];

    public static async Task<ProviderServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ProviderServer(builder.Build());
        server.app.MapPost("/messages", (Delegate)server.ReceiveAsync);
        server.app.MapPost("/hooks/{name}", (Delegate)server.ReceiveCallAsync);
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Says what happens to messages whose text starts with <paramref name="prefix"/>.</summary>
    public void When(string prefix, Func<Message, Order> order) => orders[prefix] = order;

    public void When(string prefix, string outcome) => When(prefix, _ => new(outcome));

    public IReadOnlyList<Message> MessagesLike(string prefix) => [.. messages.Where(message => message.Text.StartsWith(prefix, StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        var message = (await context.Request.ReadFromJsonAsync<Message>(context.RequestAborted))!;
        messages.Enqueue(message with { TraceHeader = context.Request.Headers.TraceParent.ToString() });
        var order = orders.Where(pair => message.Text.StartsWith(pair.Key, StringComparison.Ordinal)).Select(pair => pair.Value(message)).FirstOrDefault() ?? new("accept");
        if (order.Gate is not null)
        {
            await order.Gate.WaitAsync(context.RequestAborted);
        }

        return Results.Json(new { outcome = order.Outcome, retryAfterSeconds = order.RetryAfterSeconds });
    }

    private async Task<IResult> ReceiveCallAsync(string name, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        calls.Enqueue(new(name, context.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString()), JsonElement.Parse(body), body));
        return Results.NoContent();
    }

    /// <summary>A message as the relay plugin tells it.</summary>
    internal sealed record Message(string DeliveryId, int Attempt, string Address, string Text, string? TraceParent)
    {
        /// <summary>Gets the <c>traceparent</c> header of the call that told of it.</summary>
        public string TraceHeader { get; init; } = "";
    }

    /// <summary>What to do with a message.</summary>
    internal sealed record Order(string Outcome, double? RetryAfterSeconds = null, Task? Gate = null);

    /// <summary>A webhook call.</summary>
    internal sealed record Call(string Name, IReadOnlyDictionary<string, string> Headers, JsonElement Body, string Raw);
}
