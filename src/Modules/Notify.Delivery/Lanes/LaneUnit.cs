using Notify.Messaging;

namespace Notify.Delivery.Lanes;

/// <summary>A lane message being worked on, perhaps in parts. It is acknowledged when the last of its ids is done.</summary>
internal sealed class LaneUnit(LaneMessage message, LaneBody body)
{
    private int next;
    private int unfinished = body.Ids.Count;

    public LaneMessage Message => message;

    public LaneBody Body => body;

    public int Waiting => body.Ids.Count - next;

    /// <summary>Takes up to <paramref name="most"/> ids that nobody took yet. Callers take turns.</summary>
    public IEnumerable<LaneTicket> Take(int most)
    {
        for (; most > 0 && next < body.Ids.Count; most--)
        {
            yield return new(this, body.Ids[next++]);
        }
    }

    public ValueTask FinishAsync() => Interlocked.Decrement(ref unfinished) == 0 ? message.AcknowledgeAsync() : ValueTask.CompletedTask;
}
