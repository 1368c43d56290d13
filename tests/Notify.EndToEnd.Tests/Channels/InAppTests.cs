using System.Text.Json;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>In-app is there without an integration, without an address, and without a plugin folder.</summary>
public sealed class InAppTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    [Fact]
    public async Task A_message_lands_in_the_inbox_of_somebody_who_gave_no_address_at_all()
    {
        var user = await AddSubscriberAsync(new { name = "Alice" });

        var first = await SendAsync(user, "in_app", new { in_app = new { feed = "orders", order = 1042 } }, "Shipped", "On its way.");
        var story = await WaitAsync(first, "DELIVERED");
        await WaitAsync(await SendAsync(user, "in_app", subject: "Arrived", body: "At your door."), "DELIVERED");

        Assert.Equal(["DELIVERED"], Texts(story, "status"));
        var inbox = (await Api.GetAsync($"/v1/subscribers/{user}/inbox")).Body;
        Assert.Equal([("Arrived", "At your door.", false), ("Shipped", "On its way.", false)], Messages(inbox));
        Assert.Equal((2, 1042), (inbox.GetProperty("unread").GetInt32(), inbox.GetProperty("data")[1].GetProperty("metadata").GetProperty("order").GetInt32()));
    }

    [Fact]
    public async Task What_is_read_counts_no_more_and_pages_go_on_where_they_ended()
    {
        var user = await AddSubscriberAsync(new { });
        foreach (var number in Enumerable.Range(1, 3))
        {
            await WaitAsync(await SendAsync(user, "in_app", subject: $"{number}"), "DELIVERED");
        }

        var page = (await Api.GetAsync($"/v1/subscribers/{user}/inbox?limit=2")).Body;
        var rest = (await Api.GetAsync($"/v1/subscribers/{user}/inbox?limit=2&after={page.GetProperty("nextCursor").GetString()}")).Body;
        var newest = page.GetProperty("data")[0].GetProperty("id").GetString();

        Assert.Equal(["3", "2"], Messages(page).Select(static message => message.Title));
        Assert.Equal(["1"], Messages(rest).Select(static message => message.Title));
        Assert.False(rest.TryGetProperty("nextCursor", out _));
        Assert.Equal(204, (await Api.PostAsync($"/v1/subscribers/{user}/inbox/{newest}/read")).Status);
        Assert.Equal(204, (await Api.PostAsync($"/v1/subscribers/{user}/inbox/{newest}/read")).Status);
        Assert.Equal(2, (await Api.GetAsync($"/v1/subscribers/{user}/inbox")).Body.GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task Nobody_reads_or_marks_another_environments_inbox()
    {
        var user = await AddSubscriberAsync(new { });
        await WaitAsync(await SendAsync(user, "in_app"), "DELIVERED");
        var id = (await Api.GetAsync($"/v1/subscribers/{user}/inbox")).Body.GetProperty("data")[0].GetProperty("id").GetString();
        using var other = await Channels.Value.CreateEnvironmentAsync();

        Assert.Equal((404, "not-found"), Answer(await other.GetAsync($"/v1/subscribers/{user}/inbox")));
        Assert.Equal((404, "not-found"), Answer(await other.PostAsync($"/v1/subscribers/{user}/inbox/{id}/read")));
        Assert.Equal((404, "not-found"), Answer(await Api.PostAsync($"/v1/subscribers/somebody-else/inbox/{id}/read")));
        Assert.Equal((400, "validation-error"), Answer(await Api.PostAsync("/v1/integrations", new { provider = "in-app", settings = new { } })));
    }

    private static (int, string?) Answer(Rig.Api.Answer answer) => (answer.Status, answer.Code);

    private static List<(string? Title, string? Body, bool Read)> Messages(JsonElement inbox) => [.. inbox.GetProperty("data").EnumerateArray().Select(static message =>
        (message.GetProperty("title").GetString(), message.GetProperty("body").GetString(), message.GetProperty("read").GetBoolean()))];
}
