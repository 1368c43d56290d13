namespace Notify.Channels.Sdk;

/// <summary>Optional ability of an <see cref="IChannelProvider"/>: hands several messages to the provider in fewer calls than one each.</summary>
public interface IBatchSend
{
    /// <summary>Gets the most messages of one call, from 2 to 1,000. Constant for one provider.</summary>
    int MaxBatchSize { get; }

    /// <summary>Hands messages to the provider and says of each what to do next.</summary>
    /// <param name="messages">1 to <see cref="MaxBatchSize"/> messages to different addresses; their content may differ.</param>
    /// <param name="cancellationToken">Ends when the attempt's time is up or the host is stopping.</param>
    /// <returns>Exactly one outcome per message, in the messages' order.</returns>
    /// <exception cref="OperationCanceledException">The attempt's time ran out or the host is stopping: every message counts as ambiguous.</exception>
    ValueTask<IReadOnlyList<SendOutcome>> SendBatchAsync(IReadOnlyList<ChannelMessage> messages, CancellationToken cancellationToken);
}
