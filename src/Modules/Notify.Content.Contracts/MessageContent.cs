namespace Notify.Content.Contracts;

/// <summary>What a direct send says. Stored once per trigger, however many recipients it has.</summary>
public sealed record MessageContent
{
    /// <summary>Gets the subject; <see langword="null"/> when the channel has none.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the plain text.</summary>
    public required string Body { get; init; }

    /// <summary>Gets the HTML alternative, for e-mail; <see langword="null"/> when only text is sent.</summary>
    public string? Html { get; init; }

    /// <summary>
    /// Gets what the caller said beyond these fields, as a JSON object with one object per channel: members that the channel's messages have a place
    /// for (push: <c>data</c>, <c>badge</c>, …), <c>integration</c> to choose an account, and whatever the plugin documents.
    /// </summary>
    public string? OverridesJson { get; init; }

    /// <summary>
    /// Gets the identifier of the sender of e-mails: before acceptance the one that the caller named, from then on the one that was chosen;
    /// <see langword="null"/> means the integration's own.
    /// </summary>
    public string? SenderId { get; init; }

    /// <summary>Gets the caller's own data as a JSON object. Kept with the record, never sent to the recipient.</summary>
    public string? MetadataJson { get; init; }
}
