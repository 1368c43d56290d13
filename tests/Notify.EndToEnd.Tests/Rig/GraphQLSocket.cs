using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>A client of graphql-transport-ws, as browsers have one.</summary>
internal sealed class GraphQLSocket : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> streams = new();
    private readonly TaskCompletionSource acknowledged = new();
    private Task reading = Task.CompletedTask;
    private int ids;

    /// <summary>Connects and is let in.</summary>
    public static async Task<GraphQLSocket> ConnectAsync(Uri gateway, string key)
    {
        var client = new GraphQLSocket();
        client.socket.Options.AddSubProtocol("graphql-transport-ws");
        await client.socket.ConnectAsync(new Uri($"ws://{gateway.Authority}/graphql"), TestContext.Current.CancellationToken);
        client.reading = Task.Run(client.ReadAsync);
        await client.SendAsync(new { type = "connection_init", payload = new { authorization = $"Bearer {key}" } });
        await client.acknowledged.Task.WaitAsync(TestLimits.Default, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Subscribes.</summary>
    /// <returns>What comes: each payload of <c>next</c>, and the end.</returns>
    public async Task<ChannelReader<JsonElement>> SubscribeAsync(string query, object? variables = null)
    {
        var id = $"{Interlocked.Increment(ref ids)}";
        var stream = streams[id] = Channel.CreateUnbounded<JsonElement>();
        await SendAsync(new { id, type = "subscribe", payload = new { query, variables } });
        return stream.Reader;
    }

    /// <summary>Leaves without a word, as a client does whose network went away.</summary>
    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        sending.Dispose();
    }

    private async Task SendAsync(object message)
    {
        await sending.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        Exception? end = null;
        try
        {
            while (await ReceiveAsync() is { } message)
            {
                Take(message);
            }

            end = new IOException($"The server closed the socket: {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            end = broken;
        }

        acknowledged.TrySetException(end);
        foreach (var stream in streams.Values)
        {
            stream.Writer.TryComplete(end);
        }
    }

    private void Take(JsonElement message)
    {
        switch (message.GetProperty("type").GetString())
        {
            case "connection_ack":
                acknowledged.SetResult();
                break;
            case "next":
                streams[message.GetProperty("id").GetString()!].Writer.TryWrite(message.GetProperty("payload")); // next has an id
                break;
            case "error":
                streams[message.GetProperty("id").GetString()!].Writer.TryComplete(new InvalidOperationException(message.GetProperty("payload").GetRawText())); // error has an id
                break;
            case "complete":
                streams[message.GetProperty("id").GetString()!].Writer.TryComplete(); // complete has an id
                break;
        }
    }

    private async Task<JsonElement?> ReceiveAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.GetMemory(1_024), TestContext.Current.CancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            buffer.Advance(result.Count);
            if (result.EndOfMessage)
            {
                return JsonElement.Parse(buffer.WrittenSpan);
            }
        }
    }
}
