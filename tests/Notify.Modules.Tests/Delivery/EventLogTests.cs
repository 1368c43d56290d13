using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Storage;
using Notify.Primitives;
using Notify.Redis.Broadcast;
using Npgsql;

namespace Notify.Modules.Tests.Delivery;

/// <summary>Who has read up to a position, and asks for what comes after it, misses nothing.</summary>
public sealed class EventLogTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_commits_late_gets_a_position_behind_those_that_were_told()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        await using var relay = await room.Database.OpenConnectionAsync(Token);
        var (early, late) = (Draft(room), Draft(room));
        await using var slow = await room.Database.OpenConnectionAsync(Token);
        await using var open = await slow.BeginTransactionAsync(Token);
        await StoreAsync(slow, early);
        await using (var quick = await room.Database.OpenConnectionAsync(Token))
        {
            await StoreAsync(quick, late);
        }

        var first = Assert.Single(await TellAsync(relay));
        await open.CommitAsync(Token);
        var second = Assert.Single(await TellAsync(relay));

        Assert.Equal((late.Id, early.Id), (first.EventId, second.EventId));
        Assert.True(second.Position > first.Position);
        Assert.Equal([early.Id], await IdsAfterAsync(room, first.Position));
        Assert.Equal([late.Id, early.Id], await IdsAfterAsync(room, 0));
    }

    [Fact]
    public async Task An_event_that_is_told_again_keeps_its_position()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        await using var relay = await room.Database.OpenConnectionAsync(Token);
        await StoreAsync(relay, Draft(room), Draft(room), Draft(room));
        var pending = await EventStore.ReadPendingAsync(relay, 10, Token);

        var told = await EventStore.NumberAsync(relay, pending, Token);
        var again = await EventStore.NumberAsync(relay, pending, Token);

        Assert.Equal(3, told.Count);
        Assert.Equal(told, again);
    }

    [Fact]
    public async Task Another_environments_events_are_not_read()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        await using var relay = await room.Database.OpenConnectionAsync(Token);
        await StoreAsync(relay, Draft(room));
        var told = Assert.Single(await TellAsync(relay));
        var events = new StatusEventStore(room.Database);

        var stolen = events.ReadAfterAsync(StatusSubject.Of(new(Guid.CreateVersion7()), told.NotificationId!.Value), 0, Token); // an event of a notification

        Assert.Empty(await stolen.ToListAsync(Token));
    }

    [Fact]
    public async Task What_Redis_may_not_have_taken_is_told_of_once_it_is_back()
    {
        var redis = new SwitchedBroadcast();
        var live = new LiveEvents(redis);
        var told = new StatusEvent
        {
            Position = 1, EventId = Guid.CreateVersion7(), Type = EventTypes.Sent, EnvironmentId = new(Guid.CreateVersion7()), OccurredAt = DateTimeOffset.UnixEpoch,
        };
        live.Begin();
        await live.TellAsync([], Token);
        Assert.Equal([IStatusEvents.GapChannel], redis.Taken); // what the relay before it told last is not known

        redis.IsAway = true;
        await live.TellAsync([told], Token);
        redis.IsAway = false;
        await live.TellAsync([], Token);
        await live.TellAsync([], Token);

        Assert.Equal([IStatusEvents.GapChannel, IStatusEvents.GapChannel], redis.Taken);
    }

    private static EventDraft Draft(DeliveryRoom room) => EventDraft.Make(
        EventTypes.Sent, room.EnvironmentId, Uuid7.New(room.Time), traceParent: null, room.Time, 0, static (_, _) => { });

    private static async Task StoreAsync(NpgsqlConnection connection, params EventDraft[] drafts)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in EventStore.Insert(drafts))
        {
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(Token);
    }

    private static async Task<IReadOnlyList<StatusEvent>> TellAsync(NpgsqlConnection relay)
    {
        var pending = await EventStore.ReadPendingAsync(relay, 10, Token);
        var told = await EventStore.NumberAsync(relay, pending, Token);
        await EventStore.ForgetAsync(relay, [.. pending.Select(static e => e.Sequence)], Token);
        return told;
    }

    private static async Task<IEnumerable<Guid>> IdsAfterAsync(DeliveryRoom room, long position)
    {
        var events = new StatusEventStore(room.Database);
        return (await events.ReadAfterAsync(StatusSubject.Everything(room.EnvironmentId), position, Token).ToListAsync(Token)).Select(static told => told.EventId);
    }

    private sealed class SwitchedBroadcast : IBroadcast
    {
        public bool IsAway { get; set; }

        public List<string> Taken { get; } = [];

        public ValueTask<bool> TryTellAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> messages, CancellationToken cancellationToken)
        {
            if (!IsAway)
            {
                Taken.AddRange(messages.Select(static message => message.Key));
            }

            return ValueTask.FromResult(!IsAway);
        }
    }
}
