using System.Text.Json;
using System.Threading.Channels;
using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Follows <c>notificationStatusChanged</c>.</summary>
internal static class StatusStream
{
    public const string Subscription =
        "subscription($after: String, $id: ID) { notificationStatusChanged(after: $after, notificationId: $id) { cursor eventId type status notificationId } }";

    public static Task<ChannelReader<JsonElement>> FollowAsync(this GraphQLSocket socket, string? after = null, string? id = null) =>
        socket.SubscribeAsync(Subscription, new { after, id });

    /// <summary>Reads the next event.</summary>
    public static async Task<StatusStep> NextAsync(this ChannelReader<JsonElement> stream)
    {
        using var limit = new CancellationTokenSource(TestLimits.Default);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        var payload = await stream.ReadAsync(either.Token);
        Assert.False(payload.TryGetProperty("errors", out _), payload.GetRawText());
        var told = payload.GetProperty("data").GetProperty("notificationStatusChanged");
        return new(
            told.GetProperty("cursor").GetString()!, told.GetProperty("eventId").GetGuid(), told.GetProperty("type").GetString()!, // non-null in the schema
            told.GetProperty("status").GetString(), told.GetProperty("notificationId").GetGuid());
    }

    public static async Task<IReadOnlyList<StatusStep>> NextAsync(this ChannelReader<JsonElement> stream, int count)
    {
        var steps = new List<StatusStep>(count);
        while (steps.Count < count)
        {
            steps.Add(await stream.NextAsync());
        }

        return steps;
    }
}

/// <summary>One event as a follower sees it.</summary>
internal sealed record StatusStep(string Cursor, Guid EventId, string Type, string? Status, Guid NotificationId);
