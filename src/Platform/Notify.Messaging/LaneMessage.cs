namespace Notify.Messaging;

/// <summary>A message taken from a lane. Acknowledge it last: after everything it asked for is committed.</summary>
public sealed class LaneMessage
{
    private readonly Func<ValueTask> acknowledge;

    /// <summary>Makes a message.</summary>
    /// <param name="lane">Where it was taken from.</param>
    /// <param name="body">A copy of the body, owned by the message.</param>
    /// <param name="traceParent">The W3C trace context it carried.</param>
    /// <param name="deliveryCount">How often the broker handed it out before.</param>
    /// <param name="acknowledge">Tells the broker to forget it.</param>
    public LaneMessage(Lane lane, ReadOnlyMemory<byte> body, string? traceParent, long deliveryCount, Func<ValueTask> acknowledge)
    {
        Lane = lane;
        Body = body;
        TraceParent = traceParent;
        DeliveryCount = deliveryCount;
        this.acknowledge = acknowledge;
    }

    /// <summary>Gets the lane it was taken from.</summary>
    public Lane Lane { get; }

    /// <summary>Gets the body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Gets the W3C trace context; <see langword="null"/> when not traced.</summary>
    public string? TraceParent { get; }

    /// <summary>Gets how often the broker handed it out before: 0 for the first time.</summary>
    public long DeliveryCount { get; }

    /// <summary>Tells the broker to forget the message. When the connection was lost meanwhile the broker hands it out again, which is harmless.</summary>
    public ValueTask AcknowledgeAsync() => acknowledge();
}
