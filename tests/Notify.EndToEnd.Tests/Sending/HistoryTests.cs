using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class HistoryTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    [Fact]
    public async Task Pages_of_twenty_twenty_and_five_that_new_rows_do_not_shift()
    {
        var user = await Api.AddSubscriberAsync();
        var sent = new List<string>();
        for (var i = 0; i < 45; i++)
        {
            sent.Add(await Api.SendAcceptedAsync(user));
        }

        var first = await Api.GetAsync("/v1/notifications?limit=20");
        await Api.SendAcceptedAsync(user); // arrives while somebody reads
        var second = await Api.GetAsync($"/v1/notifications?limit=20&cursor={Cursor(first)}");
        var third = await Api.GetAsync($"/v1/notifications?limit=20&cursor={Cursor(second)}");

        Assert.Equal([20, 20, 5], new[] { first, second, third }.Select(static page => Ids(page).Length));
        Assert.Equal([true, true, false], new[] { first, second, third }.Select(static page => page.Body.GetProperty("pagination").GetProperty("hasMore").GetBoolean()));
        Assert.Equal(sent.Order(StringComparer.Ordinal), new[] { first, second, third }.SelectMany(Ids).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Null, third.Body.GetProperty("pagination").GetProperty("nextCursor").ValueKind);
        Assert.Equal(["channel", "deliveredAt", "notificationId", "status"], first.Body.GetProperty("data")[0].EnumerateObject().Select(static m => m.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("?cursor=nonsense")]
    [InlineData("?cursor=")]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=ten")]
    public async Task A_cursor_or_limit_that_is_none_is_refused(string query)
    {
        var answer = await Api.GetAsync($"/v1/notifications{query}");

        Assert.Equal((400, "validation-error"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Shows_ninety_days_and_no_more()
    {
        await using var own = await Installation.StartAsync(Shared.Servers); // its clock leaves for good
        using var caller = await own.CreateEnvironmentAsync();
        var user = await caller.AddSubscriberAsync();
        var id = await caller.SendAcceptedAsync(user);
        await caller.WaitForStatusAsync(id, "delivered");

        await own.AdvanceClockAsync(TimeSpan.FromDays(89));
        Assert.Equal(200, (await caller.GetAsync($"/v1/notifications/{id}")).Status);
        await own.AdvanceClockAsync(TimeSpan.FromDays(2));
        Assert.Equal(404, (await caller.GetAsync($"/v1/notifications/{id}")).Status);
        Assert.Empty(Ids(await caller.GetAsync("/v1/notifications")));
    }

    [Fact]
    public async Task Failed_ones_are_listed_apart_with_reason_time_and_attempts()
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"no {user}", "reject");
        await Api.WaitForStatusAsync(await Api.SendAcceptedAsync(user), "delivered");
        var failed = await Api.SendAcceptedAsync(user, body: $"no {user}");
        await Api.WaitForStatusAsync(failed, "failed");

        var item = Assert.Single((await Api.GetAsync("/v1/notifications/failed?limit=20")).Body.GetProperty("data").EnumerateArray());

        Assert.Equal((failed, "refused", 1), (item.GetProperty("notificationId").GetString(), item.GetProperty("reason").GetString(), item.GetProperty("attempts").GetInt32()));
        Assert.True(item.GetProperty("failedAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
    }

    private static string? Cursor(Api.Answer page) => page.Body.GetProperty("pagination").GetProperty("nextCursor").GetString();

    private static string[] Ids(Api.Answer page) => [.. page.Body.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("notificationId").GetString()!)];
}
