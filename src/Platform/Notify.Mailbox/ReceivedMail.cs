namespace Notify.Mailbox;

/// <summary>A mail as it arrived.</summary>
public sealed record ReceivedMail
{
    /// <summary>Gets the number of the mail in the order of arrival, from 1.</summary>
    public required long Id { get; init; }

    /// <summary>Gets the reverse path of the envelope; empty for a bounce.</summary>
    public required string From { get; init; }

    /// <summary>Gets the forward paths of the envelope.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Gets the content: header and body, dots unstuffed.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets when the last byte arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets the user who logged in; <see langword="null"/> when nobody did.</summary>
    public string? AuthUser { get; init; }

    /// <summary>Gets whether the session was encrypted.</summary>
    public required bool Tls { get; init; }
}
