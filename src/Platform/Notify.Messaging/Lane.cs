using Notify.Primitives;

namespace Notify.Messaging;

/// <summary>A queue of one priority. Four lanes with consumers of their own, so that a broadcast never stands in front of a one-time code.</summary>
/// <param name="Stage">What the queue feeds: <c>notify.plan</c> or <c>notify.send.email</c>.</param>
/// <param name="Priority">The urgency that all its messages share.</param>
public readonly record struct Lane(string Stage, Priority Priority)
{
    /// <summary>Gets the queue's name, such as <c>notify.plan.critical</c>.</summary>
    public string QueueName => $"{Stage}.{Priority.ToString().ToLowerInvariant()}";

    /// <summary>Gets the AMQP priority: 1, 5, 7 or 9.</summary>
    public byte AmqpPriority => Priority switch
    {
        Priority.Low => 1,
        Priority.Normal => 5,
        Priority.High => 7,
        _ => 9,
    };
}
