using Notify.Primitives;

namespace Notify.Delivery.Lanes;

/// <summary>Ids of one environment, urgency and kind of work, taken together.</summary>
internal sealed record LaneBatch(EnvironmentId EnvironmentId, Priority Priority, LaneWork Work, IReadOnlyList<LaneTicket> Tickets)
{
    public Guid[] Ids() => Tickets.Select(static ticket => ticket.Id).ToArray();

    /// <summary>Marks everything done, after its commit.</summary>
    public async ValueTask FinishAsync()
    {
        foreach (var ticket in Tickets)
        {
            await ticket.Unit.FinishAsync();
        }
    }
}
