using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>graphql-transport-ws, message by message.</summary>
public sealed class SocketProtocolTests
{
    private static string Next(string id, string data) => $$$"""{"type":"next","id":"{{{id}}}","payload":{"data":"{{{data}}}"}}""";

    private static string Complete(string id) => $$"""{"type":"complete","id":"{{id}}"}""";

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
        var interceptor = new SocketGate { Answer = ConnectionStatus.Accept(new Dictionary<string, object?> { ["node"] = 1 }) };
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
        await using var host = await EndpointHost.StartAsync(StubExecutor.Streaming(events));
        await using var client = await SocketClient.InitializedAsync(host);

        await client.SendAsync(SocketClient.Subscribe("1"));

        Assert.Equal(Next("1", "one"), await client.ReceiveAsync());
        Assert.Equal($$"""{"type":"error","id":"1","payload":{{payload}}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_subscription_sends_what_comes_until_its_end_and_frees_the_id()
    {
        var events = Channel.CreateUnbounded<OperationResult>();
        await using var host = await EndpointHost.StartAsync(StubExecutor.Streaming(events));
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
        await using var host = await EndpointHost.StartAsync(StubExecutor.Waiting(), options => options.Sockets.MaxOperationsPerSocket = 1);
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
}
