namespace Notify.GraphQL.Types;

/// <summary>Makes a method of the subscription type answer the events of a topic, or of a stream of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubscribeAttribute : Attribute
{
    /// <summary>Gets or sets the type of the topic's messages; null to go by the <c>[EventMessage]</c> parameter.</summary>
    public Type? MessageType { get; set; }

    /// <summary>
    /// Gets or sets the method of the same class that opens the stream, in place of a topic: it answers an
    /// <c>ISourceStream&lt;T&gt;</c> or an <see cref="IAsyncEnumerable{T}"/>, at once or in a task.
    /// </summary>
    public string? With { get; set; }
}

/// <summary>Names a subscription's topic. Without it, the topic is the method's name.</summary>
/// <param name="name">The topic; <c>{argument}</c> in it stands for the argument's value. Null for the method's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TopicAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the topic; null for the method's name.</summary>
    public string? Name { get; } = name;
}
