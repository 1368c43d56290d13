using System.Text;
using System.Threading.Channels;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>Clients that mean harm, or are badly made: they cost little, and nobody else notices.</summary>
public sealed class HostileSocketTests
{
    [Fact]
    public async Task A_message_in_frames_of_one_byte_is_read()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);
        var message = Encoding.UTF8.GetBytes("""{"type":"ping","payload":{"a":"b"}}""");

        for (var i = 0; i < message.Length; i++)
        {
            await client.SendAsync(message.AsMemory(i, 1), isLast: i == message.Length - 1);
        }

        Assert.Equal("""{"type":"pong","payload":{"a":"b"}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Ten_thousand_inits_close_the_socket()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);

        for (var i = 0; i < 10_000; i++)
        {
            await client.SendAsync(SocketClient.Init);
        }

        Assert.Equal("4429 Too many initialisation requests", await LastAsync(client));
    }

    [Fact]
    public async Task Ten_thousand_subscribes_get_their_hundred_and_nine_thousand_nine_hundred_refusals()
    {
        var open = 0;
        var executor = Streaming(Channel.CreateUnbounded<OperationResult>(), () => Interlocked.Increment(ref open));
        await using var host = await EndpointHost.StartAsync(executor);
        await using var client = await SocketClient.InitializedAsync(host);

        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                await client.SendAsync(SocketClient.Subscribe($"{i}"));
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 9_900; i++)
        {
            Assert.StartsWith("{\"type\":\"error\"", await client.ReceiveAsync(), StringComparison.Ordinal);
        }

        await sending;
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal(("""{"type":"pong"}""", 100), (await client.ReceiveAsync(), open));
    }

    [Fact]
    public async Task A_storm_of_subscribe_and_complete_leaves_nothing_open()
    {
        var open = 0;
        var executor = new StubExecutor
        {
            Answer = (_, token) =>
            {
                Interlocked.Increment(ref open);
                return ValueTask.FromResult<IExecutionResult>(Results.Stream(
                    Channel.CreateUnbounded<OperationResult>().Reader.ReadAllAsync(token), () => Interlocked.Decrement(ref open)));
            },
        };
        await using var host = await EndpointHost.StartAsync(executor);
        await using (var client = await SocketClient.InitializedAsync(host))
        {
            for (var i = 0; i < 5_000; i++)
            {
                await client.SendAsync(SocketClient.Subscribe("1"));
                await client.SendAsync("""{"type":"complete","id":"1"}""");
            }

            await client.SendAsync("""{"type":"ping"}""");
            Assert.Equal("""{"type":"pong"}""", await client.ReceiveAsync());
            await client.CloseAsync();
        }

        await host.StopAsync(); // which waits for the socket's operations
        Assert.Equal(0, open);
    }

    [Fact]
    public async Task A_client_that_never_reads_is_closed_and_its_operations_with_it()
    {
        var released = new TaskCompletionSource();
        var executor = new StubExecutor
        {
            Answer = (_, token) => ValueTask.FromResult<IExecutionResult>(Results.Stream(EndlessAsync(token), released.SetResult)),
        };
        await using var host = await EndpointHost.StartAsync(executor, options =>
        {
            options.Sockets.SendStallTimeout = TimeSpan.FromMilliseconds(100);
            options.Sockets.CloseTimeout = TimeSpan.FromMilliseconds(100);
        });
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));

        await released.Task.WaitAsync(TestLimits.Default, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_slow_client_that_reads_again_in_time_hears_why_it_is_closed()
    {
        var released = new TaskCompletionSource();
        var executor = new StubExecutor
        {
            Answer = (_, token) => ValueTask.FromResult<IExecutionResult>(Results.Stream(EndlessAsync(token), released.SetResult)),
        };
        await using var host = await EndpointHost.StartAsync(executor, options => options.Sockets.SendStallTimeout = TimeSpan.FromMilliseconds(100));
        await using var client = await SocketClient.InitializedAsync(host);
        await client.SendAsync(SocketClient.Subscribe("1"));
        await released.Task.WaitAsync(TestLimits.Default, TestContext.Current.CancellationToken); // closing waits for the client to read

        Assert.Equal("1013 Client reads too slowly", await LastAsync(client));
    }

    private static async Task<string> LastAsync(SocketClient client)
    {
        string message;
        do
        {
            message = await client.ReceiveAsync();
        }
        while (message.StartsWith('{'));
        return message;
    }

    private static StubExecutor Streaming(Channel<OperationResult> events, Action onOpened) => new()
    {
        Answer = (_, token) =>
        {
            onOpened();
            return ValueTask.FromResult<IExecutionResult>(Results.Stream(events.Reader.ReadAllAsync(token)));
        },
    };

    private static async IAsyncEnumerable<OperationResult> EndlessAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var payload = new string('x', 10_000);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return Results.Json(payload);
        }
    }
}
