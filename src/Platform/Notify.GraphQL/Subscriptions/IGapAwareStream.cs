using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Subscriptions;

/// <summary>A live stream that knows where it may have missed events, for readers who can read them again elsewhere.</summary>
/// <typeparam name="TMessage">The event's type.</typeparam>
public interface IGapAwareStream<TMessage> : ISourceStream<TMessage>
{
    /// <summary>
    /// Reads the events in order, with a gap wherever some may be missing: the transport was away, or the reader was too slow.
    /// From a gap on the stream is live again. May be called once, instead of <see cref="ISourceStream{TMessage}.ReadEventsAsync"/>.
    /// </summary>
    IAsyncEnumerable<LiveItem<TMessage>> ReadWithGapsAsync();
}

/// <summary>An event, or the place where events may be missing.</summary>
/// <typeparam name="TMessage">The event's type.</typeparam>
public readonly record struct LiveItem<TMessage>
{
    /// <summary>Carries an event.</summary>
    /// <param name="message">The event.</param>
    public LiveItem(TMessage message)
    {
        Message = message;
        IsGap = false;
    }

    private LiveItem(bool isGap)
    {
        Message = default;
        IsGap = isGap;
    }

    /// <summary>Gets the place where events may be missing.</summary>
    internal static LiveItem<TMessage> Gap { get; } = new(isGap: true);

    /// <summary>Gets whether events may be missing here, and <see cref="Message"/> means nothing.</summary>
    public bool IsGap { get; }

    /// <summary>Gets the event.</summary>
    public TMessage? Message { get; }
}
