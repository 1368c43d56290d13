namespace Notify.Channels.Sdk;

/// <summary>Hands messages to one configured provider account. Called concurrently; implementations are thread-safe.</summary>
/// <remarks>
/// An expected failure is a <see cref="SendOutcome"/>. An exception means "I do not know": the host classifies it
/// (a connection that was never made is transient, everything after the first written byte is ambiguous) and logs it once.
/// </remarks>
public interface IChannelProvider : IAsyncDisposable
{
    /// <summary>Hands <paramref name="message"/> to the provider and says what to do next.</summary>
    /// <param name="message">The message, of the family the manifest names.</param>
    /// <param name="cancellationToken">Ends when the attempt's time is up or the host is stopping.</param>
    /// <exception cref="OperationCanceledException">The attempt's time ran out or the host is stopping.</exception>
    ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken);
}
