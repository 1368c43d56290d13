namespace Notify.Channels.Sdk;

/// <summary>Keeps messages of any family, up to a number. Thread-safe.</summary>
public sealed class MemoryProvider : IChannelProvider, IBatchSend, IVerifyCredentials, IHealthProbe
{
    private readonly int _capacity;
    private readonly MessageFamily? _family;
    private readonly Lock _gate = new();
    private readonly LinkedList<ChannelMessage> _messages = [];
    private readonly HashSet<string> _deliveryIds = new(StringComparer.Ordinal);

    /// <summary>Makes a provider.</summary>
    /// <param name="capacity">How many messages are kept, from 1; the oldest is forgotten first.</param>
    public MemoryProvider(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    internal MemoryProvider(int capacity, MessageFamily family)
        : this(capacity) => _family = family;

    /// <inheritdoc/>
    public int MaxBatchSize => 100;

    /// <summary>Gets what is kept now, oldest first.</summary>
    public IReadOnlyList<ChannelMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    /// <inheritdoc/>
    public ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Keep(message));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SendOutcome>> SendBatchAsync(IReadOnlyList<ChannelMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentOutOfRangeException.ThrowIfZero(messages.Count, nameof(messages));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(messages.Count, MaxBatchSize, nameof(messages));
        cancellationToken.ThrowIfCancellationRequested();
        return new([.. messages.Select(Keep)]);
    }

    /// <inheritdoc/>
    public ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new VerificationResult { IsValid = true, Detail = "Memory needs no credentials." });
    }

    /// <inheritdoc/>
    public ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new HealthReport { Status = HealthStatus.Healthy, Detail = $"Up to {_capacity} messages are kept." });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private SendOutcome Keep(ChannelMessage message)
    {
        if (_family is { } family && !IsOf(family, message))
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"This channel carries {family} messages, not {message.GetType().Name}." };

        lock (_gate)
        {
            if (_deliveryIds.Add(message.DeliveryId))
            {
                _messages.AddLast(message);
                if (_messages.Count > _capacity && _messages.First is { } oldest)
                {
                    _messages.RemoveFirst();
                    _deliveryIds.Remove(oldest.Value.DeliveryId);
                }
            }
        }

        return new SendOutcome.Accepted { ProviderMessageId = $"memory-{message.DeliveryId}" };
    }

    private static bool IsOf(MessageFamily family, ChannelMessage message) => family switch
    {
        MessageFamily.Email => message is EmailMessage,
        MessageFamily.Sms => message is SmsMessage,
        MessageFamily.Push => message is PushMessage,
        MessageFamily.Webhook => message is WebhookMessage,
        _ => message is ChatMessage,
    };
}
