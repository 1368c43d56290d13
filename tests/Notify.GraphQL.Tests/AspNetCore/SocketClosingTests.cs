using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>graphql-transport-ws, close by close.</summary>
public sealed class SocketClosingTests
{
    [Fact]
    public async Task Closes_with_4406_when_the_subprotocol_is_not_asked_for()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host, subprotocol: null);

        Assert.Equal("4406 Subprotocol not acceptable", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"unknown"}""")]
    [InlineData("""{"type":"connection_ack"}""")]
    [InlineData("""{"type":"ping","type":"ping"}""")]
    [InlineData("""{"type":"ping"} x""")]
    [InlineData("""{"type":"ping","payload":"text"}""")]
    [InlineData("""{"type":"connection_init","payload":[]}""")]
    [InlineData("""{"type":"subscribe"}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ a }"}}""")]
    [InlineData("""{"type":"subscribe","id":1,"payload":{"query":"{ a }"}}""")]
    [InlineData("""{"type":"complete"}""")]
    public async Task Closes_with_4400_on_anything_that_is_not_a_message(string message)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(message);

        Assert.Equal("4400 Invalid message received", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"query":1}""")]
    [InlineData("""{"query":"{ a }","variables":[]}""")]
    [InlineData("""{"query":"{ a }","operationName":{}}""")]
    public async Task Closes_with_4400_on_a_subscribe_whose_payload_is_no_request(string payload)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync($$"""{"type":"subscribe","id":"1","payload":{{payload}}}""");

        Assert.Equal("4400 Invalid message received", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4400_on_bytes()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary);

        Assert.Equal("4400 Invalid message received", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4401_on_subscribe_before_the_acknowledgement()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));

        Assert.Equal("4401 Unauthorized", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4401_on_subscribe_while_the_acknowledgement_is_being_decided()
    {
        var interceptor = new SocketGate();
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Init);
        await client.SendAsync(SocketClient.Subscribe("1"));

        Assert.Equal("4401 Unauthorized", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4403_when_the_interceptor_says_no()
    {
        var interceptor = new SocketGate { Answer = ConnectionStatus.Reject("Who are you?") };
        interceptor.Open.SetResult();
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync("""{"type":"connection_init","payload":{"token":"x"}}""");

        Assert.Equal("4403 Who are you?", await client.ReceiveAsync());
        Assert.Equal("x", interceptor.Token);
    }

    [Fact]
    public async Task Closes_with_4403_when_the_credentials_end()
    {
        var interceptor = new SocketGate { Expiry = DateTimeOffset.UtcNow.AddMilliseconds(50) };
        interceptor.Open.SetResult();
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.InitializedAsync(host);

        Assert.Equal("4403 Forbidden", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4408_when_no_init_comes()
    {
        await using var host = await EndpointHost.StartAsync(
            new StubExecutor(), options => options.Sockets.ConnectionInitializationTimeout = TimeSpan.FromMilliseconds(50));
        await using var client = await SocketClient.ConnectAsync(host);

        Assert.Equal("4408 Connection initialisation timeout", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4409_on_an_id_that_is_taken()
    {
        await using var host = await EndpointHost.StartAsync(StubExecutor.Waiting());
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("one"));
        await client.SendAsync(SocketClient.Subscribe("one"));

        Assert.Equal("4409 Subscriber for one already exists", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closes_with_4429_on_a_second_init(bool isAcknowledged)
    {
        var interceptor = new SocketGate();
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Init);
        if (isAcknowledged)
        {
            interceptor.Open.SetResult();
            await client.ReceiveAsync();
        }

        await client.SendAsync(SocketClient.Init);

        Assert.Equal("4429 Too many initialisation requests", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4500_when_the_interceptor_fails()
    {
        var interceptor = new SocketGate();
        interceptor.Open.SetException(new TimeoutException("directory"));
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Init);

        Assert.Equal("4500 Internal server error", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_1012_when_the_server_stops()
    {
        await using var host = await EndpointHost.StartAsync(StubExecutor.Waiting());
        await using var client = await SocketClient.InitializedAsync(host);
        await client.SendAsync(SocketClient.Subscribe("1"));

        var stopping = host.StopAsync();

        Assert.Equal("1012 Service restart", await client.ReceiveAsync());
        await stopping;
    }

    [Fact]
    public async Task Closes_with_1013_when_the_node_is_full()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), options => options.Sockets.MaxSockets = 1);
        await using var first = await SocketClient.InitializedAsync(host);
        await using var second = await SocketClient.ConnectAsync(host);

        Assert.Equal("1013 Try again later", await second.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_1013_when_the_user_holds_too_many()
    {
        var interceptor = new SocketGate { UserName = "ann" };
        interceptor.Open.SetResult();
        await using var host = await EndpointHost.StartAsync(
            new StubExecutor(), options => options.Sockets.MaxSocketsPerUser = 1, services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using (var first = await SocketClient.InitializedAsync(host))
        {
            await using var second = await SocketClient.ConnectAsync(host);
            await second.SendAsync(SocketClient.Init);
            Assert.Equal("1013 Try again later", await second.ReceiveAsync());
            await first.CloseAsync();
        }

        await using var third = await SocketClient.InitializedAsync(host);
    }

    [Fact]
    public async Task Closes_with_1009_on_a_message_above_the_limit()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(new byte[10 << 20]);

        Assert.Equal("1009 Message too big", await client.ReceiveAsync());
    }
}
