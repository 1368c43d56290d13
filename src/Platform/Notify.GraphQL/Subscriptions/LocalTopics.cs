namespace Notify.GraphQL.Subscriptions;

/// <summary>Who subscribes to what on this node. Says when a topic loses its last subscriber.</summary>
internal sealed class LocalTopics
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TopicSubscriber[]> topics = new(StringComparer.Ordinal);

    /// <summary>Adds a subscriber. <paramref name="onAdded"/> runs inside the gate, so that no end comes between.</summary>
    public void Add(string topicName, TopicSubscriber subscriber, Action? onAdded = null)
    {
        lock (gate)
        {
            topics[topicName] = topics.TryGetValue(topicName, out var subscribers) ? [.. subscribers, subscriber] : [subscriber];
            onAdded?.Invoke();
        }
    }

    /// <summary>Takes a subscriber out, if it is still there. <paramref name="onLast"/> runs inside the gate.</summary>
    public void Remove(string topicName, TopicSubscriber subscriber, Action<string>? onLast = null)
    {
        lock (gate)
        {
            if (!topics.TryGetValue(topicName, out var subscribers) || Array.IndexOf(subscribers, subscriber) < 0)
            {
                return;
            }

            if (subscribers.Length > 1)
            {
                topics[topicName] = Array.FindAll(subscribers, other => !ReferenceEquals(other, subscriber));
            }
            else
            {
                topics.Remove(topicName);
                onLast?.Invoke(topicName);
            }
        }
    }

    /// <summary>Answers the subscribers of a topic as they are now.</summary>
    public TopicSubscriber[] Of(string topicName)
    {
        lock (gate)
        {
            return topics.TryGetValue(topicName, out var subscribers) ? subscribers : [];
        }
    }

    /// <summary>Does something for each topic while none can come or go.</summary>
    public void ForEach(Action<string> action)
    {
        lock (gate)
        {
            foreach (var topicName in topics.Keys)
            {
                action(topicName);
            }
        }
    }

    /// <summary>Does something while no topic can come or go.</summary>
    public void Exclusively(Action action)
    {
        lock (gate)
        {
            action();
        }
    }
}
