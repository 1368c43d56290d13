using Notify.EndToEnd.Tests.Rig;
using Npgsql;
using Xunit;

namespace Notify.EndToEnd.Tests.GraphQL;

/// <summary>Who follows events gets each once and in order, whatever happens to the connection.</summary>
public sealed class FollowingTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    [Fact]
    public async Task A_follower_hears_of_each_step_as_it_happens()
    {
        var user = await Api.AddSubscriberAsync();
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key);
        var everything = await socket.FollowAsync();
        await ReadyAsync(everything, user);

        var id = await Api.SendAcceptedAsync(user);
        var steps = await everything.NextAsync(2);

        Assert.All(steps, step => Assert.Equal(Guid.Parse(id), step.NotificationId));
        Assert.Equal(["ACCEPTED", "SENT"], steps.Select(static step => step.Status));
    }

    [Fact]
    public async Task A_client_that_was_away_during_500_events_gets_each_once_and_in_order()
    {
        var user = await Api.AddSubscriberAsync();
        string cursor;
        await using (var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key))
        {
            var first = await socket.FollowAsync();
            cursor = await ReadyAsync(first, user);
        }

        const int Missed = 250; // two events each
        await Task.WhenAll(Enumerable.Range(0, Missed).Select(_ => Api.SendAcceptedAsync(user)));
        await UntilToldAsync((Missed * 2) - 100); // comes back while some are still to happen
        await using var back = await GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key);
        var resumed = await back.FollowAsync(cursor);
        var late = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.SendAcceptedAsync(user)));
        var steps = await resumed.NextAsync((Missed + 20) * 2);
        await late;

        Assert.Equal(steps.Count, steps.Select(static step => step.EventId).Distinct().Count());
        Assert.Equal(await ToldAfterAsync(cursor), steps.Select(static step => step.EventId));
        Assert.All(
            steps.GroupBy(static step => step.NotificationId),
            static of => Assert.Equal(["ACCEPTED", "SENT"], of.Select(static step => step.Status)));
    }

    [Fact]
    public async Task One_notification_is_followed_alone()
    {
        var user = await Api.AddSubscriberAsync();
        var held = (await Api.QueryAsync(
            "mutation($user: String!, $at: DateTime) { sendNotification(input: { userId: $user, channel: \"sms\", body: \"later\", sendAt: $at }) { acceptedNotification { id } } }",
            new { user, at = DateTimeOffset.UtcNow.AddDays(2) })).GetProperty("sendNotification").GetProperty("acceptedNotification").GetProperty("id").GetString();
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key);
        var one = await socket.FollowAsync(after: "", id: held);
        Assert.Equal("ACCEPTED", (await one.NextAsync()).Status);

        await Api.SendAcceptedAsync(user);
        await Api.QueryAsync("mutation($id: ID!) { cancelNotification(input: { id: $id }) { notification { status } } }", new { id = held });

        Assert.Equal("CANCELLED", (await one.NextAsync()).Status);
    }

    [Fact]
    public async Task A_batch_is_followed_to_its_end()
    {
        var user = await Api.AddSubscriberAsync();
        var job = (await Api.QueryAsync(
            "mutation($recipients: [BatchRecipientInput!]!) { sendBatch(input: { recipients: $recipients, body: \"all\" }) { acceptedBatch { id total } } }",
            new { recipients = Enumerable.Repeat(new { userId = user, channel = "sms" }, 30) })).GetProperty("sendBatch").GetProperty("acceptedBatch");
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key);
        var progress = await socket.SubscribeAsync(
            "subscription($id: ID!, $after: String) { jobProgress(jobId: $id, after: $after) { event { type } job { status sent failed total } } }",
            new { id = job.GetProperty("id").GetString(), after = "" });

        var types = new List<string>();
        var last = default(System.Text.Json.JsonElement);
        await foreach (var payload in progress.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            last = payload.GetProperty("data").GetProperty("jobProgress");
            types.Add(last.GetProperty("event").GetProperty("type").GetString()!); // non-null in the schema
            if (types[^1] == "notify.job.completed")
            {
                break;
            }
        }

        Assert.Equal(30, types.Count(static type => type == "notify.notification.sent"));
        Assert.Equal(("COMPLETED", 30, 0), (last.GetProperty("job").GetProperty("status").GetString(), last.GetProperty("job").GetProperty("sent").GetInt32(), last.GetProperty("job").GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task Another_environment_hears_nothing_not_even_by_a_stolen_id()
    {
        using var other = await Notify.CreateEnvironmentAsync();
        var user = await Api.AddSubscriberAsync();
        var (theirs, mine) = (await other.AddSubscriberAsync(), await Api.SendAcceptedAsync(user));
        var stolen = (await Api.QueryAsync("{ notifications(first: 1) { nodes { id } } }")).GetProperty("notifications").GetProperty("nodes")[0].GetProperty("id").GetString();
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), other.Key);
        var (everything, byId) = (await socket.FollowAsync(""), await socket.FollowAsync("", stolen));
        await Api.WaitForStatusAsync(mine, "delivered");

        var own = await other.SendAcceptedAsync(theirs);
        var heard = await everything.NextAsync(2);

        Assert.All(heard, step => Assert.Equal(Guid.Parse(own), step.NotificationId));
        Assert.False(byId.TryRead(out _));
    }

    [Fact]
    public async Task A_revoked_key_hears_no_more_and_connects_no_more()
    {
        var user = await Api.AddSubscriberAsync();
        var leaving = await Api.PostAsync("/v1/api-keys", new { name = "leaving", type = "NORMAL" });
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), leaving.Text("key"));
        var stream = await socket.FollowAsync(after: "");
        await Api.SendAcceptedAsync(user);
        await stream.NextAsync(2);

        Assert.True((await Api.DeleteAsync($"/v1/api-keys/{leaving.Text("id")}")).Status is 200 or 204);
        using var revoked = new Api(Notify.Gateway(), leaving.Text("key"));
        await Eventually.TrueAsync(async () => (await revoked.GetAsync("/v1/notifications")).Status == 401);
        await Api.SendAcceptedAsync(user);

        Assert.Equal(401, (await revoked.PostAsync("/graphql", new { query = "{ notifications(first: 1) { totalCount } }" })).Status);
        await Assert.ThrowsAnyAsync<Exception>(() => stream.NextAsync());
        await Assert.ThrowsAnyAsync<IOException>(() => GraphQLSocket.ConnectAsync(Notify.Gateway(), leaving.Text("key")));
    }

    /// <summary>Sends until the stream has told of one: from then on it is live. Answers the cursor behind that one's last event.</summary>
    private async Task<string> ReadyAsync(System.Threading.Channels.ChannelReader<System.Text.Json.JsonElement> stream, string user)
    {
        var probe = await Api.SendAcceptedAsync(user);
        while (true)
        {
            var step = await stream.NextAsync();
            if (step.NotificationId == Guid.Parse(probe) && step.Status == "SENT")
            {
                return step.Cursor;
            }
        }
    }

    private async Task UntilToldAsync(int count)
    {
        await Eventually.TrueAsync(async () =>
        {
            await using var command = Notify.Database.CreateCommand("SELECT count(*) FROM delivery.event_log");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! >= count; // count always answers
        });
    }

    private async Task<IReadOnlyList<Guid>> ToldAfterAsync(string cursor)
    {
        var position = long.Parse(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(cursor))[2..], System.Globalization.CultureInfo.InvariantCulture);
        await using var command = Notify.Database.CreateCommand(
            """
            SELECT event_id FROM delivery.event_log
            WHERE position > $1 AND environment_id = (SELECT environment_id FROM delivery.event_log WHERE position = $1) ORDER BY position
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = position });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
