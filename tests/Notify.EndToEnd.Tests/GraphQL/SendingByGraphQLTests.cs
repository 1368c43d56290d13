using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.GraphQL;

public sealed class SendingByGraphQLTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    private const string Send =
        """
        mutation($input: SendNotificationInput!) {
          sendNotification(input: $input) {
            acceptedNotification { id notificationId channel queuedAt rateLimit { exceeded } }
            errors { __typename ... on Error { message } ... on ValidationError { code fields { path } } ... on NotFoundError { code fields { path } } ... on ConflictError { code } }
          }
        }
        """;

    [Fact]
    public async Task A_message_is_accepted_delivered_and_its_story_told()
    {
        var user = await Api.AddSubscriberAsync();

        var accepted = (await SendAsync(new { userId = user, channel = "email", subject = "Welcome", body = "Hello", metadata = new { order = 1042 }, priority = "HIGH" })).GetProperty("acceptedNotification");
        var id = accepted.GetProperty("id").GetString();
        var found = (await Eventually.GetAsync(
            () => Api.QueryAsync(
                """
                query($id: ID!) {
                  notification(id: $id) {
                    notificationId userId channel priority status attemptCount metadata
                    subscriber { userId email }
                    deliveries { status attempts { number outcome code } integration { provider } }
                    timeline { type status cursor }
                  }
                  node(id: $id) { __typename id }
                }
                """, new { id }),
            static data => data.GetProperty("notification").GetProperty("status").GetString() == "SENT"
                && data.GetProperty("notification").GetProperty("timeline").GetArrayLength() == 2)).GetProperty("notification");

        Assert.Single(Notify.Mailbox.Messages.Snapshot(), received => received.To.Contains($"{user}@example.com"));
        Assert.Equal(accepted.GetProperty("notificationId").GetString(), found.GetProperty("notificationId").GetString());
        Assert.Equal("HIGH", found.GetProperty("priority").GetString());
        Assert.Equal(1042, found.GetProperty("metadata").GetProperty("order").GetInt32());
        Assert.Equal($"{user}@example.com", found.GetProperty("subscriber").GetProperty("email").GetString());
        var delivery = Assert.Single(found.GetProperty("deliveries").EnumerateArray());
        Assert.Equal("smtp", delivery.GetProperty("integration").GetProperty("provider").GetString());
        Assert.Equal("ACCEPTED", Assert.Single(delivery.GetProperty("attempts").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Equal(
            ["ACCEPTED", "SENT"], found.GetProperty("timeline").EnumerateArray().Select(static step => step.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_gets_the_first_answer_and_another_input_a_conflict()
    {
        var user = await Api.AddSubscriberAsync();
        var key = Guid.CreateVersion7().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(new { userId = user, channel = "sms", body = $"once {user}", idempotencyKey = key })));
        var other = await SendAsync(new { userId = user, channel = "sms", body = "another", idempotencyKey = key });

        var id = Assert.Single(answers.Select(static answer => answer.GetProperty("acceptedNotification").GetProperty("notificationId").GetString()!).Distinct());
        await Api.WaitForStatusAsync(id, "delivered");
        Assert.Single(Notify.Provider.MessagesLike($"once {user}"));
        Assert.Equal("idempotency-conflict", Assert.Single(other.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"userId":"ghost","channel":"email","subject":"s","body":"b"}""")]
    [InlineData("""{"userId":"{user}","channel":"pigeon","body":"b"}""")]
    [InlineData("""{"userId":"{user}","channel":"email","body":"b"}""")]
    [InlineData("""{"userId":"{user}","channel":"sms"}""")]
    [InlineData("""{"userId":"{user}","channel":"sms","body":"b","templateId":"welcome"}""")]
    [InlineData("""{"userId":"{user}","channel":"sms","templateId":"welcome"}""")]
    [InlineData("""{"userId":"{user}","channel":"sms","body":"b","sendAt":"2099-01-01T00:00:00Z"}""")]
    [InlineData("""{"userId":"{user}","channel":"sms","body":"b","metadata":[1]}""")]
    public async Task A_refusal_has_the_code_and_the_fields_of_the_REST_door(string request)
    {
        var input = JsonElement.Parse(request.Replace("{user}", await Api.AddSubscriberAsync(), StringComparison.Ordinal));

        var rest = await Api.PostAsync("/v1/notifications", input);
        var error = Assert.Single((await SendAsync(input)).GetProperty("errors").EnumerateArray());

        Assert.Equal(rest.Code, error.GetProperty("code").GetString());
        Assert.Equal(rest.Text("detail"), error.GetProperty("message").GetString());
        Assert.Equal(Fields(rest.Body, "errors"), Fields(error, "fields"));
    }

    [Fact]
    public async Task Retrying_and_cancelling_say_what_they_cannot_do()
    {
        var user = await Api.AddSubscriberAsync();
        var held = (await SendAsync(new { userId = user, channel = "sms", body = "later", sendAt = DateTimeOffset.UtcNow.AddDays(2) })).GetProperty("acceptedNotification");
        var done = await Api.SendAcceptedAsync(user);
        await Api.WaitForStatusAsync(done, "delivered");
        var doneId = (await Api.QueryAsync("{ notifications(first: 10) { nodes { id notificationId } } }")).GetProperty("notifications").GetProperty("nodes")
            .EnumerateArray().Single(node => node.GetProperty("notificationId").GetString() == done).GetProperty("id").GetString();

        var cancelled = await Api.QueryAsync(
            "mutation($id: ID!) { cancelNotification(input: { id: $id }) { notification { status } errors { __typename } } }", new { id = held.GetProperty("id").GetString() });
        var tooLate = await Api.QueryAsync(
            "mutation($id: ID!) { cancelNotification(input: { id: $id }) { errors { ... on ConflictError { code } } } }", new { id = doneId });
        var delivered = await Api.QueryAsync(
            "mutation($id: ID!) { retryNotification(input: { id: $id }) { errors { ... on ConflictError { code } } } }", new { id = doneId });

        Assert.Equal("CANCELLED", cancelled.GetProperty("cancelNotification").GetProperty("notification").GetProperty("status").GetString());
        Assert.Equal("conflict", tooLate.GetProperty("cancelNotification").GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal("already-delivered", delivered.GetProperty("retryNotification").GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_history_is_paged_without_gaps_and_counted()
    {
        var user = await Api.AddSubscriberAsync();
        var sent = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            sent.Add(await Api.SendAcceptedAsync(user));
        }

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await Api.QueryAsync(
                "query($after: String, $user: String) { notifications(first: 10, after: $after, filter: { userId: $user }) { totalCount nodes { notificationId } pageInfo { hasNextPage endCursor } } }",
                new { after, user })).GetProperty("notifications");
            Assert.Equal(25, page.GetProperty("totalCount").GetInt32());
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(static node => node.GetProperty("notificationId").GetString()!)); // non-null in the schema
            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);

        sent.Reverse();
        Assert.Equal(sent, seen);
    }

    private async Task<JsonElement> SendAsync(object input) => (await Api.QueryAsync(Send, new { input })).GetProperty("sendNotification");

    private static string[] Fields(JsonElement error, string name) => error.TryGetProperty(name, out var fields)
        ? [.. fields.EnumerateArray().Select(static field => field.GetProperty("path").GetString()!)] // both doors name the path
        : [];
}
