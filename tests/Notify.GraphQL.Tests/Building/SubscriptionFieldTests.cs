using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text;
using Notify.GraphQL.Authorization;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class SubscriptionFieldTests
{
    [Theory]
    [InlineData("""subscription { onNews { headline } }""", "OnNews", """{"data":{"onNews":{"headline":"h"}}}""")]
    [InlineData("""subscription { onUserNews(userId: 7, kind: "x") { headline } }""", "news:7:x!", """{"data":{"onUserNews":{"headline":"h for 7"}}}""")]
    [InlineData("""subscription { onCount }""", "counts", """{"data":{"onCount":"1 counted"}}""")]
    public async Task Listens_to_the_topic_of_the_method(string document, string topic, string expected)
    {
        await using var server = Listening();
        await using var result = await server.ExecuteAsync(document, null, null, null);
        var sender = (ITopicEventSender)server.Services.GetService(typeof(ITopicEventSender))!;

        var reading = FirstAsync(result);
        await (topic == "counts" ? sender.SendAsync(topic, 1, TestContext.Current.CancellationToken) : sender.SendAsync(topic, new News("h"), TestContext.Current.CancellationToken));

        Assert.Equal(expected, await reading);
    }

    [Fact]
    public async Task Opens_a_stream_of_its_own_with_a_method()
    {
        await using var server = Listening();
        await using var result = await server.ExecuteAsync("subscription { onTicks(from: 5) }", null, null, null);

        Assert.Equal("""{"data":{"onTicks":50}}""", await FirstAsync(result));
        Assert.Equal(["from"], server.Schema.Subscription!.FindField("onTicks")!.Arguments.Select(argument => argument.Name));
        Assert.Null(server.Schema.Subscription.FindField("openTicks"));
    }

    [Fact]
    public async Task Checks_the_rules_before_the_stream_is_opened()
    {
        await using var server = Listening();

        Assert.Equal(["AUTH_NOT_AUTHENTICATED /onSecret"], await server.ErrorsAsync("subscription { onSecret }"));
        await using var result = await server.ExecuteAsync("subscription { onSecret }", null, new ClaimsPrincipal(new ClaimsIdentity([], "test")), null);
        Assert.IsType<SubscriptionResult>(result);
    }

    [Fact]
    public async Task Shares_the_stream_of_a_text_that_the_cache_has_forgotten_meanwhile()
    {
        await using var server = BuiltServer.Of(builder => builder
            .AddTypes(typeof(Queries), typeof(Subscriptions)).AddInMemorySubscriptions().ModifyRequestOptions(static options => options.DocumentCacheSize = 1));
        var hub = (SubscriptionHub)server.Services.GetService(typeof(SubscriptionHub))!;
        const string Text = "subscription { onNews { headline } }";

        await using var first = await server.ExecuteAsync(Text, null, null, null);
        for (var i = 0; i < 3; i++) // more than the cache holds, and than it gives second chances
        {
            await using var other = await server.ExecuteAsync($"query Other{i} {{ version }}", null, null, null);
        }

        await using var second = await server.ExecuteAsync(Text, null, null, null);

        Assert.IsType<SubscriptionResult>(second);
        Assert.Equal(1, hub.SharedStreams);
    }

    private static BuiltServer Listening() => BuiltServer.Of(builder => builder.AddTypes(typeof(Queries), typeof(Subscriptions)).AddInMemorySubscriptions());

    private static async Task<string> FirstAsync(IExecutionResult result)
    {
        await foreach (var response in Assert.IsType<SubscriptionResult>(result).ReadResponsesAsync().WithCancellation(TestContext.Current.CancellationToken))
        {
            await using (response)
            {
                return Encoding.UTF8.GetString(response.Json.Span);
            }
        }

        return "ended";
    }

    public sealed record News(string Headline);

    [QueryType]
    public static class Queries
    {
        public static string Version => "1";
    }

    [SubscriptionType]
    public static class Subscriptions
    {
        [Subscribe]
        public static News OnNews([EventMessage] News news) => news;

        [Subscribe]
        [Topic("news:{userId}:{kind}!")]
        public static News OnUserNews(int userId, string kind, [EventMessage] News news) => new($"{news.Headline} for {(kind.Length > 0 ? userId : 0)}");

        [Subscribe(MessageType = typeof(int))]
        [Topic("counts")]
        public static Task<string> OnCount([EventMessage] int count) => Task.FromResult($"{count} counted");

        [Subscribe(With = nameof(OpenTicksAsync))]
        public static int OnTicks([EventMessage] int tick) => tick * 10;

        public static async IAsyncEnumerable<int> OpenTicksAsync(int from, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return from;
        }

        [Subscribe]
        [Authorize]
        public static string OnSecret([EventMessage] string secret) => secret;
    }
}
