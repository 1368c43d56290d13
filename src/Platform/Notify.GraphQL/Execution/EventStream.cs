namespace Notify.GraphQL.Execution;

/// <summary>The events of one subscription before they become responses. Disposing it leaves the topic.</summary>
internal sealed class EventStream(IAsyncEnumerable<object?> events, bool isShareable, Func<ValueTask>? release = null) : IAsyncDisposable
{
    /// <summary>Gets the events; read once.</summary>
    public IAsyncEnumerable<object?> Events { get; } = events;

    /// <summary>Gets whether somebody who subscribes later may join: false for a stream that replays from a cursor of its own.</summary>
    public bool IsShareable { get; } = isShareable;

    public ValueTask DisposeAsync() => release?.Invoke() ?? ValueTask.CompletedTask;
}
