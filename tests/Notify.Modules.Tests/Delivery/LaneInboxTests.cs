using System.Collections.Concurrent;
using Notify.Delivery.Lanes;
using Notify.Messaging;
using Notify.Primitives;

namespace Notify.Modules.Tests.Delivery;

public sealed class LaneInboxTests
{
    private readonly EnvironmentId alice = EnvironmentId.New(TimeProvider.System);
    private readonly EnvironmentId bob = EnvironmentId.New(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_most_urgent_leaves_first_whatever_came_first()
    {
        var inbox = new LaneInbox(environmentShare: 10, urgentShare: 10);
        foreach (var priority in new[] { Priority.Low, Priority.Critical, Priority.Normal, Priority.High })
        {
            inbox.Add(Unit(alice, priority, count: 1));
        }

        Assert.Equal([Priority.Critical, Priority.High, Priority.Normal, Priority.Low], (await TakeAsync(inbox, 4)).Select(static batch => batch.Priority));
    }

    [Fact]
    public async Task Environments_of_one_urgency_take_turns()
    {
        var inbox = new LaneInbox(environmentShare: 10, urgentShare: 10);
        foreach (var environment in new[] { alice, alice, alice, bob })
        {
            inbox.Add(Unit(environment, Priority.Normal, count: 1));
        }

        Assert.Equal([alice, bob, alice, alice], (await TakeAsync(inbox, 4)).Select(static batch => batch.EnvironmentId));
    }

    [Fact]
    public async Task No_environment_takes_more_than_its_share_until_it_gives_back()
    {
        var inbox = new LaneInbox(environmentShare: 2, urgentShare: 2);
        inbox.Add(Unit(alice, Priority.Critical, count: 5));
        inbox.Add(Unit(bob, Priority.Low, count: 1));

        var first = await inbox.TakeAsync(10, Priority.Low, Token);
        var second = await inbox.TakeAsync(10, Priority.Low, Token);
        var third = inbox.TakeAsync(10, Priority.Low, Token);

        Assert.Equal((alice, 2), (first.EnvironmentId, first.Tickets.Count));
        Assert.Equal((bob, 1), (second.EnvironmentId, second.Tickets.Count));
        Assert.False(third.IsCompleted);
        inbox.Release(alice, Priority.Critical, 1);
        Assert.Equal((alice, 1), ((await third).EnvironmentId, (await third).Tickets.Count));
    }

    [Fact]
    public async Task An_environments_slow_sends_leave_its_urgent_ones_their_places()
    {
        var inbox = new LaneInbox(environmentShare: 2, urgentShare: 1);
        inbox.Add(Unit(alice, Priority.Low, count: 5));
        await inbox.TakeAsync(10, Priority.Low, Token);
        inbox.Add(Unit(alice, Priority.Critical, count: 5));

        var urgent = await inbox.TakeAsync(10, Priority.Low, Token);

        Assert.Equal((Priority.Critical, 1), (urgent.Priority, urgent.Tickets.Count));
    }

    [Fact]
    public async Task Who_takes_urgent_work_only_leaves_the_rest()
    {
        var inbox = new LaneInbox(environmentShare: 10, urgentShare: 10);
        inbox.Add(Unit(alice, Priority.Normal, count: 1));

        var urgent = inbox.TakeAsync(1, Priority.High, Token);

        Assert.False(urgent.IsCompleted);
        inbox.Add(Unit(bob, Priority.High, count: 1));
        Assert.Equal(bob, (await urgent).EnvironmentId);
    }

    [Fact]
    public async Task A_message_is_acknowledged_once_when_its_last_id_is_done()
    {
        var acknowledged = 0;
        var inbox = new LaneInbox(environmentShare: 10, urgentShare: 10);
        inbox.Add(Unit(alice, Priority.Normal, count: 5, () => acknowledged++));

        var (first, second) = (await inbox.TakeAsync(3, Priority.Low, Token), await inbox.TakeAsync(3, Priority.Low, Token));
        await first.FinishAsync();
        Assert.Equal(0, acknowledged);
        await second.FinishAsync();
        Assert.Equal(1, acknowledged);
    }

    [Fact]
    public async Task Many_hands_take_every_ticket_exactly_once()
    {
        const int units = 400;
        const int idsEach = 7;
        var inbox = new LaneInbox(environmentShare: 16, urgentShare: 16);
        var environments = Enumerable.Range(0, 5).Select(static _ => EnvironmentId.New(TimeProvider.System)).ToArray();
        var (taken, acknowledged, overdrawn) = (new ConcurrentBag<Guid>(), 0, 0);
        var underWay = environments.SelectMany(static environment => new[] { (environment, true), (environment, false) }).ToDictionary(static holder => holder, static _ => 0);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);

        async Task WorkAsync()
        {
            while (await inbox.TakeAsync(5, Priority.Low, done.Token) is var batch)
            {
                var holder = (batch.EnvironmentId, batch.Priority >= Priority.High);
                lock (underWay)
                {
                    overdrawn += (underWay[holder] += batch.Tickets.Count) > 16 ? 1 : 0;
                }

                await Task.Yield();
                foreach (var ticket in batch.Tickets)
                {
                    taken.Add(ticket.Id);
                }

                lock (underWay)
                {
                    underWay[holder] -= batch.Tickets.Count;
                }

                inbox.Release(batch.EnvironmentId, batch.Priority, batch.Tickets.Count);
                await batch.FinishAsync();
            }
        }

        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(WorkAsync, Token)).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, units), Token, (number, _) =>
        {
            inbox.Add(Unit(environments[number % environments.Length], LaneNames.MostUrgentFirst[number % 4], idsEach, () =>
            {
                if (Interlocked.Increment(ref acknowledged) == units)
                {
                    done.Cancel();
                }
            }));
            return ValueTask.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(workers));

        Assert.Equal((units * idsEach, units * idsEach), (taken.Count, taken.Distinct().Count()));
        Assert.Equal((units, 0), (acknowledged, overdrawn));
    }

    private static async Task<List<LaneBatch>> TakeAsync(LaneInbox inbox, int count)
    {
        var batches = new List<LaneBatch>();
        while (batches.Count < count)
        {
            batches.Add(await inbox.TakeAsync(1, Priority.Low, Token));
        }

        return batches;
    }

    private static LaneUnit Unit(EnvironmentId environment, Priority priority, int count, Action? onAcknowledged = null)
    {
        var body = new LaneBody(LaneWork.Send, environment, [.. Enumerable.Range(0, count).Select(static _ => Guid.CreateVersion7())]);
        return new(new LaneMessage(LaneNames.Send("sms", priority), body.Write(), null, 0, () =>
        {
            onAcknowledged?.Invoke();
            return ValueTask.CompletedTask;
        }), body);
    }
}
