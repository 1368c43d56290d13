namespace Notify.Channels.Sdk;

/// <summary>What came of handing a message to a provider; each case says what the host does next. The set is closed.</summary>
/// <remarks>Codes are stable and short (<c>550-5.1.1</c>, <c>http-410</c>); reasons are a sentence for a person, without secrets or message content.</remarks>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The provider took the message. The host records it as sent.</summary>
    public sealed record Accepted : SendOutcome
    {
        /// <summary>Gets the provider's own id of the message; <see langword="null"/> when it gives none.</summary>
        public string? ProviderMessageId { get; init; }

        /// <summary>Gets how many parts the message is sent and billed as, from 1; <see langword="null"/> where that means nothing, as outside SMS.</summary>
        public int? Segments { get; init; }

        /// <summary>
        /// Gets whether the provider only checked the message, because the integration is in the provider's test mode: it reaches nobody, and no
        /// receipt follows. The default is <see langword="false"/>.
        /// </summary>
        public bool IsSimulated { get; init; }
    }

    /// <summary>This message never works (too large, content refused). The host gives up on it.</summary>
    public sealed record Rejected : SendOutcome
    {
        /// <summary>Gets the stable code.</summary>
        public required string Code { get; init; }

        /// <summary>Gets the reason for a person.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>This address never works (unknown mailbox, unregistered token). The host gives up and stops using the address.</summary>
    public sealed record EndpointGone : SendOutcome
    {
        /// <summary>Gets the stable code.</summary>
        public required string Code { get; init; }

        /// <summary>Gets the reason for a person; <see langword="null"/> when the code says all.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>The provider asks to slow down. The host retries no earlier than <see cref="RetryAfter"/>.</summary>
    public sealed record Throttled : SendOutcome
    {
        /// <summary>Gets the least time to wait; <see langword="null"/> leaves it to the host.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>
        /// Gets whether the plugin held the message back by itself, without calling the provider, because it knows what that would answer. It counts as no
        /// attempt, and the host comes back exactly after <see cref="RetryAfter"/>. The default is <see langword="false"/>.
        /// </summary>
        public bool IsHeldBack { get; init; }

        /// <summary>Gets the stable code. The default is <c>throttled</c>.</summary>
        public string Code { get; init; } = "throttled";
    }

    /// <summary>It did not work now and was certainly not sent. The host retries.</summary>
    public sealed record Transient : SendOutcome
    {
        /// <summary>Gets the stable code.</summary>
        public required string Code { get; init; }

        /// <summary>Gets the reason for a person; <see langword="null"/> when the code says all.</summary>
        public string? Reason { get; init; }

        /// <summary>Gets the least time to wait; <see langword="null"/> leaves it to the host.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>This integration never works as configured (bad credentials, unknown account). The host uses the next one.</summary>
    public sealed record Misconfigured : SendOutcome
    {
        /// <summary>Gets the stable code.</summary>
        public required string Code { get; init; }

        /// <summary>Gets the reason for a person; <see langword="null"/> when the code says all.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>It may have been sent: the connection broke between the message's last byte and the answer. Policy decides.</summary>
    public sealed record Ambiguous : SendOutcome
    {
        /// <summary>Gets the stable code.</summary>
        public required string Code { get; init; }

        /// <summary>Gets the reason for a person; <see langword="null"/> when the code says all.</summary>
        public string? Reason { get; init; }
    }
}
