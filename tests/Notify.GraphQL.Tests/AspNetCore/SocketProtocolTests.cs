using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>graphql-transport-ws, message by message and close by close.</summary>
public sealed class SocketProtocolTests
{
    private static string Next(string id, string data) => $$$"""{"type":"next","id":"{{{id}}}","payload":{"data":"{{{data}}}"}}""";

    private static string Complete(string id) => $$"""{"type":"complete","id":"{{id}}"}""";

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
        var interceptor = new Gate();
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Init);
        await client.SendAsync(SocketClient.Subscribe("1"));

        Assert.Equal("4401 Unauthorized", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_4403_when_the_interceptor_says_no()
    {
        var interceptor = new Gate { Answer = ConnectionStatus.Reject("Who are you?") };
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
        var interceptor = new Gate { Expiry = DateTimeOffset.UtcNow.AddMilliseconds(50) };
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
        await using var host = await EndpointHost.StartAsync(Waiting());
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
        var interceptor = new Gate();
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
        var interceptor = new Gate();
        interceptor.Open.SetException(new TimeoutException("directory"));
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Init);

        Assert.Equal("4500 Internal server error", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Closes_with_1012_when_the_server_stops()
    {
        await using var host = await EndpointHost.StartAsync(Waiting());
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
        var interceptor = new Gate { UserName = "ann" };
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

    [Fact]
    public async Task Answers_a_ping_at_once_with_its_payload()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync("""{"type":"pong","payload":{"unasked":true}}""");
        await client.SendAsync("""{"type":"ping"}""");
        await client.SendAsync("""{"payload":{"a":[1]},"type":"ping"}""");

        Assert.Equal(
            ["""{"type":"pong"}""", """{"type":"pong","payload":{"a":[1]}}"""],
            new[] { await client.ReceiveAsync(), await client.ReceiveAsync() });
    }

    [Fact]
    public async Task Acknowledges_with_what_the_interceptor_gives()
    {
        var interceptor = new Gate { Answer = ConnectionStatus.Accept(new Dictionary<string, object?> { ["node"] = 1 }) };
        interceptor.Open.SetResult();
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), services: services => services.AddSingleton<ISocketSessionInterceptor>(interceptor));
        await using var client = await SocketClient.ConnectAsync(host);

        await client.SendAsync(SocketClient.Init);

        Assert.Equal("""{"type":"connection_ack","payload":{"node":1}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Queries_and_mutations_are_answered_and_completed()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync("""{"id":"1","type":"subscribe","payload":{"query":"{ a }","operationName":"A","variables":{"b":1}}}""");

        Assert.Equal(Next("1", """document={ a } operation=A variables={\"b\":1} allowed=All"""), await client.ReceiveAsync());
        Assert.Equal(Complete("1"), await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_request_that_is_refused_ends_with_an_error_and_no_complete()
    {
        var executor = new StubExecutor { Answer = (_, _) => ValueTask.FromResult<IExecutionResult>(Results.Failed(RequestFailure.Validation)) };
        await using var host = await EndpointHost.StartAsync(executor);
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));

        Assert.Equal("""{"type":"error","id":"1","payload":[{"message":"failed"}]}""", await client.ReceiveAsync());
        await client.SendAsync("""{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData(true, """[{"message":"behind","extensions":{"code":"GRAPHQL_SUBSCRIPTION_OVERFLOW"}}]""")]
    [InlineData(false, """[{"message":"The subscription failed on the server.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]""")]
    public async Task A_stream_that_fails_ends_with_an_error(bool isKnown, string payload)
    {
        Exception failure = isKnown
            ? new GraphQLException(ErrorBuilder.New().SetMessage("behind").SetCode(ErrorCodes.SubscriptionOverflow).Build())
            : new TimeoutException("a secret");
        var events = Channel.CreateUnbounded<OperationResult>();
        events.Writer.TryWrite(Results.Json("one"));
        events.Writer.Complete(failure);
        await using var host = await EndpointHost.StartAsync(Streaming(events));
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));

        Assert.Equal(Next("1", "one"), await client.ReceiveAsync());
        Assert.Equal($$"""{"type":"error","id":"1","payload":{{payload}}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_subscription_sends_what_comes_until_its_end_and_frees_the_id()
    {
        var events = Channel.CreateUnbounded<OperationResult>();
        await using var host = await EndpointHost.StartAsync(Streaming(events));
        await using var client = await SocketClient.InitializedAsync(host);
        await client.SendAsync(SocketClient.Subscribe("1"));

        events.Writer.TryWrite(Results.Json("one"));
        events.Writer.TryWrite(Results.Json("two"));
        events.Writer.Complete();

        Assert.Equal([Next("1", "one"), Next("1", "two"), Complete("1")], new[] { await client.ReceiveAsync(), await client.ReceiveAsync(), await client.ReceiveAsync() });
        await client.SendAsync(SocketClient.Subscribe("1"));
        Assert.Equal(Complete("1"), await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_complete_ends_the_operation_and_nothing_more_is_sent_of_it()
    {
        var cancelled = new TaskCompletionSource();
        var executor = new StubExecutor
        {
            Answer = async (_, token) =>
            {
                await using var registration = token.Register(cancelled.SetResult);
                await cancelled.Task;
                return Results.Json("too late");
            },
        };
        await using var host = await EndpointHost.StartAsync(executor);
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));
        await client.SendAsync("""{"type":"complete","id":"unknown"}""");
        await client.SendAsync("""{"type":"complete","id":"1"}""");
        await cancelled.Task.WaitAsync(TestLimits.Default, TestContext.Current.CancellationToken);
        await client.SendAsync("""{"type":"ping"}""");

        Assert.Equal("""{"type":"pong"}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Operations_above_the_limit_are_refused_each_for_itself()
    {
        await using var host = await EndpointHost.StartAsync(Waiting(), options => options.Sockets.MaxOperationsPerSocket = 1);
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));
        await client.SendAsync(SocketClient.Subscribe("2"));

        Assert.Equal(
            """{"type":"error","id":"2","payload":[{"message":"The socket holds 1 operations, as many as one may.","extensions":{"code":"GRAPHQL_MAX_SUBSCRIPTIONS"}}]}""",
            await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("https://app.example.com", true)]
    [InlineData("https://evil.example.com", false)]
    [InlineData(null, true)]
    public async Task Only_pages_of_allowed_origins_open_sockets(string? origin, bool isLetIn)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), options => options.Sockets.AllowedOrigins.Add("https://app.example.com"));

        var connecting = await Record.ExceptionAsync(async () => await (await SocketClient.ConnectAsync(host, origin: origin)).DisposeAsync());

        Assert.Equal(isLetIn, connecting is null);
    }

    private static StubExecutor Waiting() => Streaming(Channel.CreateUnbounded<OperationResult>());

    private static StubExecutor Streaming(Channel<OperationResult> events) => new()
    {
        Answer = (_, token) => ValueTask.FromResult<IExecutionResult>(Results.Stream(events.Reader.ReadAllAsync(token))),
    };

    private sealed class Gate : DefaultSocketSessionInterceptor
    {
        public TaskCompletionSource Open { get; } = new();

        public ConnectionStatus Answer { get; init; } = ConnectionStatus.Accept();

        public DateTimeOffset? Expiry { get; init; }

        public string? UserName { get; init; }

        public string? Token { get; private set; }

        public override async ValueTask<ConnectionStatus> OnConnectAsync(
            ISocketSession session, IOperationMessagePayload payload, CancellationToken cancellationToken)
        {
            await Open.Task.WaitAsync(cancellationToken);
            Token = payload.As<Dictionary<string, string>>()?["token"];
            session.ExpiresAt = Expiry;
            if (UserName is not null)
            {
                session.User = new(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.NameIdentifier, UserName)], "test"));
            }

            return Answer;
        }
    }
}
