using System.Text;
using System.Threading.Channels;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>GraphQL over server-sent events, as it goes over the wire.</summary>
public sealed class EventStreamTests
{
    private const string Request = """{"query":"subscription { a }"}""";
    private const string Events = "text/event-stream";
    private readonly Channel<OperationResult> responses = Channel.CreateUnbounded<OperationResult>();
    private readonly TaskCompletionSource released = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_is_a_stream_of_next_and_then_complete()
    {
        responses.Writer.TryWrite(Results.Json("one"));
        responses.Writer.TryWrite(Results.Json("two"));
        responses.Writer.Complete();
        await using var host = await EndpointHost.StartAsync(Streaming());

        var answer = await host.PostAsync(Request, Events);

        Assert.Equal((200, "text/event-stream; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal(
            ":\n\nevent: next\ndata: {\"data\":\"one\"}\n\nevent: next\ndata: {\"data\":\"two\"}\n\nevent: complete\ndata:\n\n",
            answer.Body);
    }

    [Theory]
    [InlineData(RequestFailure.None)]
    [InlineData(RequestFailure.Validation)]
    public async Task One_response_is_a_stream_too_when_the_client_takes_nothing_else(RequestFailure failure)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor { Answer = (_, _) => ValueTask.FromResult<IExecutionResult>(Results.Json("x", failure)) });

        var answer = await host.PostAsync(Request, Events);

        Assert.Equal((200, ":\n\nevent: next\ndata: {\"data\":\"x\"}\n\nevent: complete\ndata:\n\n"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_stream_that_breaks_says_so_before_it_completes()
    {
        responses.Writer.Complete(new TimeoutException("a secret"));
        await using var host = await EndpointHost.StartAsync(Streaming());

        var answer = await host.PostAsync(Request, Events);

        Assert.Equal(
            ":\n\nevent: next\ndata: {\"errors\":[{\"message\":\"The subscription failed on the server.\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}\n\nevent: complete\ndata:\n\n",
            answer.Body);
    }

    [Fact]
    public async Task Subscriptions_may_come_by_GET_as_browsers_event_sources_send_them()
    {
        responses.Writer.Complete();
        await using var host = await EndpointHost.StartAsync(Streaming());

        Assert.Equal(":\n\nevent: complete\ndata:\n\n", (await host.GetAsync("?query=subscription{a}", Events)).Body);
    }

    [Fact]
    public async Task A_silent_stream_sends_comments()
    {
        await using var host = await EndpointHost.StartAsync(Streaming(), options => options.SseKeepAliveInterval = TimeSpan.FromMilliseconds(10));
        using var response = await OpenAsync(host);

        Assert.Equal(":\n\n:\n\n:\n\n", await ReadAsync(await response.Content.ReadAsStreamAsync(Cancelled), 9));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_subscription()
    {
        await using var host = await EndpointHost.StartAsync(Streaming());
        using (await OpenAsync(host))
        {
        }

        await released.Task.WaitAsync(TestLimits.Default, Cancelled);
    }

    [Fact]
    public async Task A_server_that_stops_cuts_the_stream_so_that_clients_come_back()
    {
        await using var host = await EndpointHost.StartAsync(Streaming());
        using var response = await OpenAsync(host);

        await host.StopAsync();

        Assert.Equal(":\n\n", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Streams_count_as_live_connections_of_the_node()
    {
        await using var host = await EndpointHost.StartAsync(Streaming(), options => options.Sockets.MaxSockets = 1);
        using var first = await OpenAsync(host);

        var second = await host.PostAsync(Request, Events);

        Assert.Equal((503, ErrorCodes.Overloaded), (second.Status, second.Code));
    }

    [Fact]
    public async Task Proxies_are_told_to_pass_events_on_at_once()
    {
        await using var host = await EndpointHost.StartAsync(Streaming());
        using var response = await OpenAsync(host);

        Assert.Equal(("no-transform, no-cache", "no"), (response.Headers.CacheControl?.ToString(), response.Headers.GetValues("X-Accel-Buffering").Single()));
    }

    private static async Task<HttpResponseMessage> OpenAsync(EndpointHost host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Url) { Content = new StringContent(Request, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", Events);
        return await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }

    private static async Task<string> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Cancelled);
        return Encoding.UTF8.GetString(bytes);
    }

    private StubExecutor Streaming() => new()
    {
        Answer = (_, token) => ValueTask.FromResult<IExecutionResult>(Results.Stream(responses.Reader.ReadAllAsync(token), released.SetResult)),
    };
}
