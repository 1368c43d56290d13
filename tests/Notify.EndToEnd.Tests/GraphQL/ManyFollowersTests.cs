using System.Text.Json;
using System.Threading.Channels;
using Notify.EndToEnd.Tests.Rig;
using Notify.TestServers;
using Xunit;

namespace Notify.EndToEnd.Tests.GraphQL;

public sealed class ManyFollowersTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    private const int Sockets = 2_000;
    private const int Notifications = 5;

    [Fact]
    public async Task Two_thousand_sockets_on_one_gateway_all_hear_everything_once_and_in_order()
    {
        var user = await Api.AddSubscriberAsync();
        var sockets = new List<GraphQLSocket>(Sockets);
        try
        {
            while (sockets.Count < Sockets)
            {
                sockets.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key))));
            }

            var streams = await Task.WhenAll(sockets.Select(static socket => socket.FollowAsync()));
            await UntilAllListenAsync(streams, user);

            for (var i = 0; i < Notifications; i++)
            {
                await Api.SendAcceptedAsync(user);
            }

            var heard = await Task.WhenAll(streams.Select(static stream => stream.NextAsync(Notifications * 2)));

            Assert.Equal(Notifications * 2, heard[0].Select(static step => step.EventId).Distinct().Count());
            Assert.All(heard, steps => Assert.Equal(heard[0], steps));
        }
        finally
        {
            foreach (var socket in sockets)
            {
                await socket.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Events_go_on_after_Redis_was_away_and_none_is_missed()
    {
        var user = await Api.AddSubscriberAsync();
        await using var socket = await GraphQLSocket.ConnectAsync(Notify.Gateway(), Api.Key);
        var stream = await socket.FollowAsync();
        var probe = await Api.SendAcceptedAsync(user);
        Assert.Equal(Guid.Parse(probe), (await stream.NextAsync(2))[1].NotificationId);

        await Shared.Servers.KillAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        var whileAway = await SendAndFinishAsync(user, 10);
        await Shared.Servers.StartAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        var after = await SendAndFinishAsync(user, 10);
        var steps = await stream.NextAsync(40);

        Assert.Equal(40, steps.Select(static step => step.EventId).Distinct().Count());
        Assert.Equal(
            whileAway.Concat(after).Order(StringComparer.Ordinal),
            steps.Select(static step => step.NotificationId.ToString()).Distinct().Order(StringComparer.Ordinal));
        Assert.All(steps.GroupBy(static step => step.NotificationId), static of => Assert.Equal(["ACCEPTED", "SENT"], of.Select(static step => step.Status)));
    }

    private async Task<IReadOnlyList<string>> SendAndFinishAsync(string user, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await Api.SendAcceptedAsync(user));
        }

        foreach (var id in ids)
        {
            await Api.WaitForStatusAsync(id, "delivered");
        }

        return ids;
    }

    /// <summary>Sends until every stream has heard something, then reads each past the last of these.</summary>
    private async Task UntilAllListenAsync(ChannelReader<JsonElement>[] streams, string user)
    {
        await Eventually.TrueAsync(async () =>
        {
            await Api.SendAcceptedAsync(user);
            return streams.All(static stream => stream.TryPeek(out _));
        });
        var last = Guid.Parse(await Api.SendAcceptedAsync(user));
        await Task.WhenAll(streams.Select(async stream =>
        {
            while (await stream.NextAsync() is not { Status: "SENT" } step || step.NotificationId != last)
            {
            }
        }));
    }
}
