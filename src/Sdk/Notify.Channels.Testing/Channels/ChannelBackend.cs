namespace Notify.Channels.Testing;

/// <summary>An honest stand-in for the provider that runs on this machine: takes what the real one takes, and tells what it accepted.</summary>
/// <param name="url">Where it listens.</param>
/// <param name="received">Tells what it accepted so far. Called concurrently with sends.</param>
/// <param name="server">What to dispose when the test is over.</param>
public sealed class ChannelBackend(Uri url, Func<IEnumerable<ReceivedMessage>> received, IAsyncDisposable? server = null) : IAsyncDisposable
{
    /// <summary>Gets where it listens.</summary>
    public Uri Url { get; } = url ?? throw new ArgumentNullException(nameof(url));

    /// <summary>Gets what it accepted so far.</summary>
    public IReadOnlyList<ReceivedMessage> Received => [.. received()];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
