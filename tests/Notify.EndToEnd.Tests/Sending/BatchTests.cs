using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class BatchTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    [Fact]
    public async Task Each_recipient_has_a_channel_of_their_own()
    {
        var (mail, text) = (await Api.AddSubscriberAsync(), await Api.AddSubscriberAsync());

        var answer = await SendAsync([(mail, "email"), (text, "sms")], $"both {mail}");
        await FinishAsync(answer.Text("jobId"));

        Assert.Equal(202, answer.Status);
        Assert.Equal(["jobId", "notificationIds", "status", "total"], answer.Keys);
        Assert.Equal("processing", answer.Text("status"));
        Assert.Single(Notify.Mailbox.Messages.Snapshot(), received => received.To.Contains($"{mail}@example.com"));
        Assert.Single(Notify.Provider.MessagesLike($"both {mail}"));
    }

    [Fact]
    public async Task A_hundred_are_made_at_once_with_their_ids_in_order()
    {
        var users = await AddUsersAsync(100);

        var answer = await SendAsync(users.Select(static user => (user, "sms")), "hundred");
        var ids = answer.Body.GetProperty("notificationIds").EnumerateArray().Select(static id => id.GetString()!).ToList();

        Assert.Equal(100, ids.Distinct().Count());
        var job = await FinishAsync(answer.Text("jobId"));
        Assert.Equal((100, 0, 100), Counts(job));
        Assert.Equal("delivered", (await Api.GetAsync($"/v1/notifications/{ids[99]}")).Text("status"));
    }

    [Fact]
    public async Task Five_hundred_with_three_bad_recipients_end_as_a_job_with_errors()
    {
        var users = await AddUsersAsync(40);
        var recipients = Enumerable.Range(0, 500).Select(i => (i is 7 or 250 or 499 ? $"ghost-{i}" : users[i % users.Count], "sms"));

        var answer = await SendAsync(recipients, $"job {users[0]}");
        Assert.Equal(["jobId", "status", "total"], answer.Keys);
        var seen = new List<string>();
        var job = await Eventually.GetAsync(async () =>
        {
            var now = await Api.GetAsync($"/v1/notifications/jobs/{answer.Text("jobId")}");
            var (sent, failed, total) = Counts(now);
            Assert.True(sent + failed <= total);
            if (seen.LastOrDefault() != now.Text("status"))
            {
                seen.Add(now.Text("status"));
            }

            return now;
        }, static job => job.Text("status").StartsWith("completed", StringComparison.Ordinal));

        Assert.Equal("completed_with_errors", job.Text("status"));
        Assert.Equal((497, 3, 500), Counts(job));
        Assert.Equal(["failed", "jobId", "sent", "status", "total"], job.Keys);
        string[] order = ["queued", "processing", "completed_with_errors"];
        Assert.Equal(order.Where(seen.Contains), seen);
        Assert.Equal(497, Notify.Provider.MessagesLike($"job {users[0]}").Count);
    }

    [Fact]
    public async Task Everybody_unknown_is_a_job_that_failed_for_all()
    {
        var small = await SendAsync([("ghost", "sms")], "x");
        var large = await SendAsync(Enumerable.Repeat(("ghost", "sms"), 101), "x");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, small.Body.GetProperty("notificationIds")[0].ValueKind);
        Assert.Equal((0, 1, 1), Counts(await FinishAsync(small.Text("jobId"))));
        Assert.Equal((0, 101, 101), Counts(await FinishAsync(large.Text("jobId"))));
    }

    [Fact]
    public async Task More_than_five_hundred_and_unregistered_channels_are_refused_whole()
    {
        var user = await Api.AddSubscriberAsync();

        var tooMany = await SendAsync(Enumerable.Repeat((user, "sms"), 501), "x");
        var none = await SendAsync([], "x");
        var unknown = await SendAsync([(user, "sms"), (user, "pigeon")], "x");

        Assert.Equal((400, "BATCH_LIMIT_EXCEEDED"), (tooMany.Status, tooMany.Code));
        Assert.Equal((400, "validation-error"), (none.Status, none.Code));
        Assert.Equal((400, "CHANNEL_NOT_FOUND"), (unknown.Status, unknown.Code));
        Assert.Empty((await Api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_full_queue_refuses_with_503_and_takes_again_after_it_drained()
    {
        var user = await Api.AddSubscriberAsync();
        await Notify.StopAsync(Installation.DispatcherName);
        try
        {
            var jobs = new List<string>();
            for (var i = 0; i < 20; i++)
            {
                var accepted = await SendAsync(Enumerable.Repeat((user, "sms"), 500), "drain");
                Assert.Equal(202, accepted.Status);
                jobs.Add(accepted.Text("jobId"));
            }

            var full = await SendAsync(Enumerable.Repeat((user, "sms"), 1), "one too many");
            Assert.Equal((503, "queue-full"), (full.Status, full.Code));
            Assert.NotNull(full.RetryAfter);
            Assert.Equal(202, (await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "single" })).Status);
            using var other = await Notify.CreateEnvironmentAsync();
            await other.AddSubscriberAsync("u");
            Assert.Equal(202, (await other.PostAsync("/v1/notifications/batch", new { recipients = new[] { new { userId = "u", channel = "sms" } }, body = "x" })).Status);

            await Notify.StartAsync(Installation.DispatcherName);
            foreach (var job in jobs)
            {
                Assert.Equal((500, 0, 500), Counts(await FinishAsync(job, TestLimits.Long)));
            }
        }
        finally
        {
            if (!Notify.IsRunning(Installation.DispatcherName))
            {
                await Notify.StartAsync(Installation.DispatcherName);
            }
        }

        Assert.Equal(202, (await SendAsync([(user, "sms")], "again")).Status);
        Assert.Equal(10_000, Notify.Provider.MessagesLike("drain").Count);
    }

    private static (int Sent, int Failed, int Total) Counts(Api.Answer job) =>
        (job.Body.GetProperty("sent").GetInt32(), job.Body.GetProperty("failed").GetInt32(), job.Body.GetProperty("total").GetInt32());

    private Task<Api.Answer> SendAsync(IEnumerable<(string User, string Channel)> recipients, string body) => Api.PostAsync(
        "/v1/notifications/batch",
        new { recipients = recipients.Select(static recipient => new { userId = recipient.User, channel = recipient.Channel }), subject = "Maintenance", body, priority = "normal" });

    private Task<Api.Answer> FinishAsync(string job, TimeSpan? limit = null) => Eventually.GetAsync(
        () => Api.GetAsync($"/v1/notifications/jobs/{job}"), static answer => answer.Text("status").StartsWith("completed", StringComparison.Ordinal), limit);

    private async Task<IReadOnlyList<string>> AddUsersAsync(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Api.AddSubscriberAsync()));
}
