using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Tests.Building;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Subscriptions;

/// <summary>A stream that is shared stands on nobody's request: it has services of its own, for as long as it flows.</summary>
public sealed class SharedOpeningTests
{
    private const string Document = "subscription { onNews }";

    private readonly Door door = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_leaves_while_the_stream_is_opened_takes_no_services_from_the_others()
    {
        await using var server = Listening();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var first = SubscribeAsync(server, leaving.Token);
        var desk = await door.Reached.Task.WaitAsync(TestLimits.Default, Cancelled);
        var second = SubscribeAsync(server, Cancelled);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first); // its services are gone now
        door.Opened.SetResult();

        await using (var stayed = Assert.IsType<SubscriptionResult>(await second))
        {
            var reading = stayed.ReadResponsesAsync().FirstAsync(Cancelled);
            await server.Services.GetRequiredService<ITopicEventSender>().SendAsync("news", "one", Cancelled);
            Assert.Equal("""{"data":{"onNews":"one"}}""", Encoding.UTF8.GetString((await reading).Json.Span));
            Assert.Equal(("acme", false), (desk.Tenant, desk.IsDisposed));
        }

        Assert.True(desk.IsDisposed);
    }

    [Fact]
    public async Task Whoever_may_not_enter_is_refused_and_leaves_no_services_behind()
    {
        await using var server = Listening();
        var entered = new List<Desk>();
        await using var result = await server.ExecuteAsync(Document, null, null, request => request.PrepareEventScope = (services, _) =>
        {
            entered.Add(services.GetRequiredService<Desk>());
            throw new GraphQLException(ErrorBuilder.New().SetMessage("Gone.").SetCode("REVOKED").Build());
        });

        Assert.Equal("REVOKED", Assert.IsType<OperationResult>(result).Errors.Single().Code);
        Assert.True(Assert.Single(entered).IsDisposed);
    }

    private static async Task<IExecutionResult> SubscribeAsync(BuiltServer server, CancellationToken cancellationToken)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var request = new OperationRequest
        {
            Document = Document.AsMemory(),
            Services = scope.ServiceProvider,
            PrepareEventScope = static (services, _) =>
            {
                services.GetRequiredService<Desk>().Tenant = "acme";
                return ValueTask.CompletedTask;
            },
        };
        return await server.Services.GetRequiredService<IRequestExecutor>().ExecuteAsync(request, cancellationToken);
    }

    private BuiltServer Listening() => BuiltServer.Of(builder =>
    {
        builder.AddTypes(typeof(Queries), typeof(Subscriptions)).AddInMemorySubscriptions();
        builder.Services.AddSingleton(door).AddScoped<Desk>();
    });

    /// <summary>Where the first to open waits until the test lets it in.</summary>
    public sealed class Door
    {
        public TaskCompletionSource<Desk> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A service of one scope.</summary>
    public sealed class Desk : IDisposable
    {
        public string? Tenant { get; set; }

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    [QueryType]
    public static class Queries
    {
        public static string Version => "1";
    }

    [SubscriptionType]
    public static class Subscriptions
    {
        [Subscribe(With = nameof(OpenAsync))]
        public static string OnNews([EventMessage] string news) => news;

        public static async Task<ISourceStream<string>> OpenAsync(
            IServiceProvider services, Desk desk, Door door, ITopicEventReceiver topics, CancellationToken cancellationToken)
        {
            door.Reached.TrySetResult(desk);
            await door.Opened.Task.WaitAsync(cancellationToken);
            Assert.Same(desk, services.GetRequiredService<Desk>()); // which fails where the services are gone
            return await topics.SubscribeAsync<string>("news", cancellationToken);
        }
    }
}
