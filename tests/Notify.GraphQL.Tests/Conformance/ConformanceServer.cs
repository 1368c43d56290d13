using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;
using Notify.GraphQL.PersistedDocuments;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Tests.AspNetCore;
using Notify.GraphQL.Tests.Schemas;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>A small server with every kind of operation, for real clients to talk to.</summary>
internal static class ConformanceServer
{
    public const string Sdl = """
        interface Node { id: ID! }
        type Message implements Node { id: ID! text: String! }
        type MessageEdge { node: Message cursor: String! }
        type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
        type MessageConnection { edges: [MessageEdge!] pageInfo: PageInfo! }
        type Query { hello(name: String): String! node(id: ID!): Node messages(first: Int, after: String): MessageConnection! }
        type Mutation { say(text: String!): Message! }
        type Subscription { count(to: Int!): Int! forever: Int! }
        """;

    public static async Task<EndpointHost> StartAsync(
        Action<IServiceCollection>? services = null,
        IOperationDocumentStorage? storage = null,
        RequestOptions? request = null,
        ILoggerFactory? loggers = null)
    {
        var schema = new SchemaFromSdl(Sdl)
            .Resolve("Query.hello", context => $"Hello {context.ArgumentValue<string>("name") ?? "world"}")
            .Resolve("Query.node", context => Message(context.ArgumentValue<string>("id")!)) // the argument is required
            .Resolve("Query.messages", static _ => Messages())
            .Resolve("Mutation.say", context => Message(context.ArgumentValue<string>("text")!)) // the argument is required
            .Resolve("Subscription.count", static context => context.EventMessage)
            .Resolve("Subscription.forever", static context => context.EventMessage)
            .Subscribe("Subscription.count", context => Stream(CountAsync(context.ArgumentValue<int>("to"))))
            .Subscribe("Subscription.forever", static _ => Stream(ForeverAsync()))
            .Build();
        var executor = new RequestExecutor(
            schema,
            new ExecutorOptions { Validation = new ValidationOptions { AllowIntrospection = true }, Request = request ?? new RequestOptions() },
            loggers ?? NullLoggerFactory.Instance,
            new SubscriptionHub(Options.Create(new SubscriptionOptions())),
            storage);
        return await EndpointHost.StartAsync(executor, options => options.EnableSchemaRequests = true, services, environment: "Development");
    }

    private static ValueTask<EventStream> Stream(IAsyncEnumerable<object?> events) => ValueTask.FromResult(new EventStream(events, isShareable: false));

    private static async IAsyncEnumerable<object?> CountAsync(int to)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<object?> ForeverAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return 1;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static Dictionary<string, object?> Message(string text) => new() { ["__typename"] = "Message", ["id"] = text, ["text"] = text };

    private static Dictionary<string, object?> Messages() => new()
    {
        ["edges"] = new[] { new Dictionary<string, object?> { ["node"] = Message("first"), ["cursor"] = "1" } },
        ["pageInfo"] = new Dictionary<string, object?> { ["hasNextPage"] = false, ["hasPreviousPage"] = false, ["startCursor"] = "1", ["endCursor"] = "1" },
    };

    /// <summary>Ends a socket's credentials as soon as its client asks, so that it has to connect again.</summary>
    internal sealed class ShortSessions : DefaultSocketSessionInterceptor
    {
        public override ValueTask<ConnectionStatus> OnConnectAsync(
            ISocketSession session, IOperationMessagePayload payload, CancellationToken cancellationToken)
        {
            if (payload.As<Dictionary<string, int>>() is { } wishes && wishes.TryGetValue("expiresInMilliseconds", out var milliseconds))
            {
                session.ExpiresAt = DateTimeOffset.UtcNow.AddMilliseconds(milliseconds);
            }

            return ValueTask.FromResult(ConnectionStatus.Accept());
        }
    }
}
