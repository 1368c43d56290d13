using Notify.Primitives;

namespace Notify.Delivery.Lanes;

/// <summary>
/// What this process has fetched and not yet begun: the most urgent first, and within one urgency the environments in turn. No
/// environment may hold more than its shares of what is under way, one for urgent work and one for the rest: one with a hanging
/// provider cannot take all places, and its own newsletter cannot take those of its one-time codes.
/// The consumers' prefetch bounds it; the broker holds the backlog.
/// </summary>
/// <param name="environmentShare">How much less urgent work of one environment may be under way.</param>
/// <param name="urgentShare">How much urgent work of one environment may be under way.</param>
/// <param name="finishesUrgentFirst">Whether nothing is begun while something more urgent is under way; for short work, whose results must keep the order.</param>
internal sealed class LaneInbox(int environmentShare, int urgentShare, bool finishesUrgentFirst = false)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Priority, Shelf> shelves = LaneNames.MostUrgentFirst.ToDictionary(static priority => priority, static _ => new Shelf());
    private readonly Dictionary<(EnvironmentId Environment, bool IsUrgent), int> underWay = [];
    private readonly int[] underWayByPriority = new int[(int)Priority.Critical + 1];
    private TaskCompletionSource changed = NewSignal();

    public void Add(LaneUnit unit)
    {
        lock (gate)
        {
            shelves[unit.Message.Lane.Priority].Add(unit);
            Signal();
        }
    }

    /// <summary>Gives back places that <see cref="TakeAsync"/> handed out.</summary>
    public void Release(EnvironmentId environmentId, Priority priority, int count)
    {
        lock (gate)
        {
            underWayByPriority[(int)priority] -= count;
            var holder = (environmentId, IsUrgent(priority));
            if ((underWay[holder] -= count) == 0)
            {
                underWay.Remove(holder);
            }

            Signal();
        }
    }

    /// <summary>Takes what should be done next.</summary>
    /// <param name="most">How many ids at most.</param>
    /// <param name="leastUrgent">Nothing less urgent than this.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LaneBatch> TakeAsync(int most, Priority leastUrgent, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (TryTake(most, leastUrgent) is { } batch)
                {
                    return batch;
                }

                wait = changed.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    private LaneBatch? TryTake(int most, Priority leastUrgent)
    {
        foreach (var priority in LaneNames.MostUrgentFirst)
        {
            if (priority < leastUrgent)
            {
                break;
            }

            var isUrgent = IsUrgent(priority);
            var share = isUrgent ? urgentShare : environmentShare;
            if (shelves[priority].TryTake(environment => Math.Min(most, share - underWay.GetValueOrDefault((environment, isUrgent)))) is { } batch)
            {
                var holder = (batch.EnvironmentId, isUrgent);
                underWay[holder] = underWay.GetValueOrDefault(holder) + batch.Tickets.Count;
                underWayByPriority[(int)priority] += batch.Tickets.Count;
                return batch;
            }

            if (finishesUrgentFirst && underWayByPriority[(int)priority] > 0)
            {
                break;
            }
        }

        return null;
    }

    private static bool IsUrgent(Priority priority) => priority >= Priority.High;

    private void Signal()
    {
        changed.TrySetResult();
        changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The units of one urgency, by environment, in turn.</summary>
    private sealed class Shelf
    {
        private readonly LinkedList<(EnvironmentId Environment, Queue<LaneUnit> Units)> turns = [];
        private readonly Dictionary<EnvironmentId, LinkedListNode<(EnvironmentId Environment, Queue<LaneUnit> Units)>> byEnvironment = [];

        public void Add(LaneUnit unit)
        {
            if (!byEnvironment.TryGetValue(unit.Body.EnvironmentId, out var turn))
            {
                byEnvironment[unit.Body.EnvironmentId] = turn = turns.AddLast((unit.Body.EnvironmentId, new Queue<LaneUnit>()));
            }

            turn.Value.Units.Enqueue(unit);
        }

        public LaneBatch? TryTake(Func<EnvironmentId, int> room)
        {
            for (var turn = turns.First; turn is not null; turn = turn.Next)
            {
                var most = room(turn.Value.Environment);
                if (most > 0)
                {
                    var batch = Take(turn.Value.Environment, turn.Value.Units, most);
                    turns.Remove(turn);
                    if (turn.Value.Units.Count > 0)
                    {
                        turns.AddLast(turn);
                    }
                    else
                    {
                        byEnvironment.Remove(turn.Value.Environment);
                    }

                    return batch;
                }
            }

            return null;
        }

        private static LaneBatch Take(EnvironmentId environment, Queue<LaneUnit> units, int most)
        {
            var first = units.Peek();
            var tickets = new List<LaneTicket>(most);
            while (most > tickets.Count && units.TryPeek(out var unit) && unit.Body.Work == first.Body.Work)
            {
                tickets.AddRange(unit.Take(most - tickets.Count));
                if (unit.Waiting == 0)
                {
                    units.Dequeue();
                }
            }

            return new(environment, first.Message.Lane.Priority, first.Body.Work, tickets);
        }
    }
}
