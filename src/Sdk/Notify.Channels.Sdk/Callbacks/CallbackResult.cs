namespace Notify.Channels.Sdk;

/// <summary>What came of a provider's request. The set is closed.</summary>
public abstract record CallbackResult
{
    private CallbackResult()
    {
    }

    /// <summary>The provider's own request. The host stores the events, then answers 200, so that the provider tells it again if storing failed.</summary>
    public sealed record Verified : CallbackResult
    {
        /// <summary>Gets what it tells, at most 10,000 events; empty when it is of no interest.</summary>
        public IReadOnlyList<ProviderEvent> Events { get; init; } = [];

        /// <summary>Gets the text to answer with, where the provider expects one; <see langword="null"/> answers with an empty body.</summary>
        public string? Reply { get; init; }

        /// <summary>Gets the media type of <see cref="Reply"/>. The default is <c>text/plain</c>.</summary>
        public string ReplyMediaType { get; init; } = "text/plain";
    }

    /// <summary>Not the provider's request: no signature, a wrong one, or one too old. The host answers 401 and stores nothing.</summary>
    public sealed record Refused : CallbackResult
    {
        /// <summary>Gets the stable code, such as <c>signature-invalid</c>.</summary>
        public required string Code { get; init; }

        /// <summary>Gets one sentence for whoever set the provider up: what was missing and where it is set. Never a secret.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>The provider's own request, but not to be understood. The host answers 400 and stores nothing.</summary>
    public sealed record Malformed : CallbackResult
    {
        /// <summary>Gets the stable code, such as <c>not-json</c>.</summary>
        public required string Code { get; init; }

        /// <summary>Gets one sentence for a person.</summary>
        public required string Reason { get; init; }
    }
}
