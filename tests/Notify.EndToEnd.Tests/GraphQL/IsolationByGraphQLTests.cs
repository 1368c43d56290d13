using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.GraphQL;

/// <summary>
/// A caller of another environment, who has learned every id, tries each root field of the schema. A field that is new must be added
/// here: the test compares its list with the schema's.
/// </summary>
public sealed class IsolationByGraphQLTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    private readonly Dictionary<string, object> stolen = [];

    private static readonly Dictionary<string, (string Document, Action<JsonElement> Check)> Attempts = new()
    {
        ["Query.notification"] = ("query($notification: ID!) { it: notification(id: $notification) { id userId } }", IsNull),
        ["Query.job"] = ("query($job: ID!) { it: job(id: $job) { id total } }", IsNull),
        ["Query.integration"] = ("query($integration: ID!) { it: integration(id: $integration) { id settings } }", IsNull),
        ["Query.subscriber"] = ("query($user: String!) { it: subscriber(userId: $user) { id email } }", IsNull),
        ["Query.node"] = ("query($notification: ID!) { it: node(id: $notification) { id } }", IsNull),
        ["Query.nodes"] = (
            "query($notification: ID!, $job: ID!, $integration: ID!, $subscriber: ID!, $sender: ID!) { it: nodes(ids: [$notification, $job, $integration, $subscriber, $sender]) { id } }",
            static it => Assert.All(it.EnumerateArray(), static node => Assert.Equal(JsonValueKind.Null, node.ValueKind))),
        ["Query.notifications"] = ("query($user: String, $job: ID) { it: notifications(first: 10, filter: { userId: $user, jobId: $job }) { totalCount nodes { id } } }", IsEmpty),
        ["Query.subscribers"] = ("{ it: subscribers(first: 10) { totalCount nodes { id } } }", IsEmpty),
        ["Query.integrations"] = ("{ it: integrations { id } }", static it => Assert.Equal(3, it.GetArrayLength())), // the three of the other's own
        ["Query.senders"] = ("{ it: senders { identifier } }", static it => Assert.Equal(0, it.GetArrayLength())),
        ["Mutation.sendNotification"] = ("mutation($user: String!) { it: sendNotification(input: { userId: $user, channel: \"sms\", body: \"x\" }) { acceptedNotification { id } errors { __typename } } }", IsNotFound),
        ["Mutation.sendBatch"] = (
            "mutation($user: String!) { it: sendBatch(input: { recipients: [{ userId: $user, channel: \"sms\" }], body: \"x\" }) { acceptedBatch { notificationIds } } }",
            static it => Assert.Equal(JsonValueKind.Null, it.GetProperty("acceptedBatch").GetProperty("notificationIds")[0].ValueKind)),
        ["Mutation.retryNotification"] = ("mutation($notification: ID!) { it: retryNotification(input: { id: $notification }) { errors { __typename } } }", IsNotFound),
        ["Mutation.replayNotification"] = ("mutation($notification: ID!) { it: replayNotification(input: { id: $notification }) { errors { __typename } } }", IsNotFound),
        ["Mutation.cancelNotification"] = ("mutation($notification: ID!) { it: cancelNotification(input: { id: $notification }) { errors { __typename } } }", IsNotFound),
        ["Mutation.updateIntegration"] = ("mutation($integration: ID!) { it: updateIntegration(input: { id: $integration, active: false }) { errors { __typename } } }", IsNotFound),
        ["Mutation.deleteIntegration"] = ("mutation($integration: ID!) { it: deleteIntegration(input: { id: $integration }) { errors { __typename } } }", IsNotFound),
        ["Mutation.verifyIntegration"] = ("mutation($integration: ID!) { it: verifyIntegration(input: { id: $integration }) { errors { __typename } } }", IsNotFound),
        ["Mutation.createIntegration"] = (
            "mutation { it: createIntegration(input: { provider: \"webhook\" }) { integration { primary } } }",
            static it => Assert.False(it.GetProperty("integration").GetProperty("primary").GetBoolean())), // beside the other's own, not anybody else's
        ["Mutation.updateSender"] = ("mutation($sender: ID!) { it: updateSender(input: { id: $sender, fromEmail: \"thief@example.com\" }) { errors { __typename } } }", IsNotFound),
        ["Mutation.deleteSender"] = ("mutation($sender: ID!) { it: deleteSender(input: { id: $sender }) { errors { __typename } } }", IsNotFound),
        ["Mutation.createSender"] = (
            "mutation { it: createSender(input: { identifier: \"shop\", fromEmail: \"thief@example.com\" }) { sender { identifier } } }",
            static it => Assert.Equal("shop", it.GetProperty("sender").GetProperty("identifier").GetString())), // one of the other's own, though the owner has that name
        ["Mutation.deleteSubscriber"] = ("mutation($user: String!) { it: deleteSubscriber(input: { userId: $user }) { errors { __typename } } }", IsNotFound),
        ["Mutation.upsertSubscriber"] = (
            "mutation($user: String!) { it: upsertSubscriber(input: { userId: $user, email: \"thief@example.com\" }) { subscriber { email } } }",
            static it => Assert.Equal("thief@example.com", it.GetProperty("subscriber").GetProperty("email").GetString())), // one of the other's own
        ["Subscription.notificationStatusChanged"] = ("subscription($notification: ID) { it: notificationStatusChanged(notificationId: $notification, after: \"\") { type } }", IsNull),
        ["Subscription.jobProgress"] = ("subscription($job: ID!) { it: jobProgress(jobId: $job, after: \"\") { cursor } }", IsNull),
    };

    [Fact]
    public async Task No_field_shows_or_changes_another_environments_data()
    {
        await PutSomethingToStealAsync();
        using var thief = await Notify.CreateEnvironmentAsync();

        foreach (var (_, attempt) in Attempts.Where(static attempt => !attempt.Key.StartsWith("Subscription", StringComparison.Ordinal)))
        {
            attempt.Check((await thief.QueryAsync(attempt.Document, Used(attempt.Document))).GetProperty("it"));
        }

        Assert.Equal("owner@example.com", (await Api.QueryAsync("query($user: String!) { subscriber(userId: $user) { email } }", new { user = stolen["user"] })).GetProperty("subscriber").GetProperty("email").GetString());
        Assert.Equal(3, (await Api.QueryAsync("{ integrations(onlyActive: true) { id } }")).GetProperty("integrations").GetArrayLength());
        Assert.Equal("owner@example.com", (await Api.QueryAsync("{ senders { fromEmail } }")).GetProperty("senders")[0].GetProperty("fromEmail").GetString());
        Assert.Equal("HELD", (await Api.QueryAsync("query($id: ID!) { notification(id: $id) { status } }", new { id = stolen["held"] })).GetProperty("notification").GetProperty("status").GetString());
    }

    [Fact]
    public async Task No_subscription_tells_of_another_environments_data()
    {
        await PutSomethingToStealAsync();
        using var thief = await Notify.CreateEnvironmentAsync();
        var own = await thief.AddSubscriberAsync();
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), thief.Key);
        var wrong = new List<System.Threading.Channels.ChannelReader<JsonElement>>();
        foreach (var (_, attempt) in Attempts.Where(static attempt => attempt.Key.StartsWith("Subscription", StringComparison.Ordinal)))
        {
            wrong.Add(await socket.SubscribeAsync(attempt.Document, Used(attempt.Document)));
        }

        var everything = await socket.FollowAsync(after: "");
        var mine = await thief.SendAcceptedAsync(own);
        var heard = await everything.NextAsync(2);

        Assert.All(heard, step => Assert.Equal(Guid.Parse(mine), step.NotificationId));
        Assert.All(wrong, static stream => Assert.False(stream.TryRead(out _)));
    }

    [Fact]
    public async Task Every_root_field_of_the_schema_is_tried()
    {
        var schema = await Api.QueryAsync("{ __schema { queryType { name fields { name } } mutationType { name fields { name } } subscriptionType { name fields { name } } } }");

        var fields = schema.GetProperty("__schema").EnumerateObject().SelectMany(static root => root.Value.GetProperty("fields").EnumerateArray()
            .Select(field => $"{root.Value.GetProperty("name").GetString()}.{field.GetProperty("name").GetString()}"));

        Assert.Equal(fields.Order(StringComparer.Ordinal), Attempts.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_key_every_root_field_refuses()
    {
        using var nobody = new HttpClient { BaseAddress = Notify.Gateway() };
        await PutSomethingToStealAsync();

        foreach (var (name, attempt) in Attempts.Where(static attempt => !attempt.Key.StartsWith("Subscription", StringComparison.Ordinal)))
        {
            using var body = new StringContent(
                JsonSerializer.Serialize(new { query = attempt.Document, variables = Used(attempt.Document) }), System.Text.Encoding.UTF8, "application/json");
            using var response = await nobody.PostAsync("/graphql", body, TestContext.Current.CancellationToken);
            var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.False(answer.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.GetProperty("it") is { ValueKind: JsonValueKind.Object }, $"{name}: {answer}");
            if (!name.StartsWith("Query.node", StringComparison.Ordinal))
            {
                Assert.Equal("AUTH_NOT_AUTHENTICATED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
            }
        }
    }

    [Fact]
    public async Task Test_keys_do_not_manage()
    {
        using var tester = await Notify.CreateEnvironmentAsync("TEST");

        Assert.Equal(["AUTH_NOT_AUTHORIZED"], await tester.RefusedAsync("{ integrations { id } }"));
        Assert.Equal(["AUTH_NOT_AUTHORIZED"], await tester.RefusedAsync("mutation { createIntegration(input: { provider: \"webhook\" }) { integration { id } } }"));
        Assert.Equal(0, (await tester.QueryAsync("{ notifications(first: 1) { totalCount } }")).GetProperty("notifications").GetProperty("totalCount").GetInt32());
    }

    private async Task PutSomethingToStealAsync()
    {
        var user = stolen["user"] = await Api.AddSubscriberAsync();
        await Api.QueryAsync("mutation($user: String!) { upsertSubscriber(input: { userId: $user, email: \"owner@example.com\", phone: \"+4915112345678\" }) { subscriber { id } } }", new { user });
        await Api.SendAcceptedAsync((string)user);
        var data = await Api.QueryAsync(
            """
            mutation($user: String!, $at: DateTime!) {
              held: sendNotification(input: { userId: $user, channel: "sms", body: "later", sendAt: $at }) { acceptedNotification { id } }
              batch: sendBatch(input: { recipients: [{ userId: $user, channel: "sms" }], body: "x" }) { acceptedBatch { id } }
            }
            """, new { user, at = DateTimeOffset.UtcNow.AddDays(2) });
        stolen["held"] = stolen["notification"] = data.GetProperty("held").GetProperty("acceptedNotification").GetProperty("id").GetString()!; // accepted
        stolen["job"] = data.GetProperty("batch").GetProperty("acceptedBatch").GetProperty("id").GetString()!; // accepted
        var found = await Api.QueryAsync("query($user: String!) { integrations { id } subscriber(userId: $user) { id } }", new { user });
        stolen["integration"] = found.GetProperty("integrations")[0].GetProperty("id").GetString()!; // the environment has three
        var sender = await Api.QueryAsync("mutation { createSender(input: { identifier: \"shop\", fromEmail: \"owner@example.com\" }) { sender { id } } }");
        stolen["sender"] = sender.GetProperty("createSender").GetProperty("sender").GetProperty("id").GetString()!; // just stored
        stolen["subscriber"] = found.GetProperty("subscriber").GetProperty("id").GetString()!; // just stored
    }

    private Dictionary<string, object> Used(string document) =>
        stolen.Where(entry => document.Contains($"${entry.Key}:", StringComparison.Ordinal)).ToDictionary(static entry => entry.Key, static entry => entry.Value);

    private static void IsNull(JsonElement it) => Assert.Equal(JsonValueKind.Null, it.ValueKind);

    private static void IsEmpty(JsonElement it)
    {
        Assert.Equal(0, it.GetProperty("totalCount").GetInt32());
        Assert.Empty(it.GetProperty("nodes").EnumerateArray());
    }

    private static void IsNotFound(JsonElement it) =>
        Assert.Equal("NotFoundError", Assert.Single(it.GetProperty("errors").EnumerateArray()).GetProperty("__typename").GetString());
}
