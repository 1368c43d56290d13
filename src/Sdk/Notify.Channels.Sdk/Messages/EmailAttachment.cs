namespace Notify.Channels.Sdk;

/// <summary>A file in an e-mail.</summary>
public sealed record EmailAttachment
{
    /// <summary>Gets the file's name as the recipient sees it.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the media type, such as <c>application/pdf</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Gets the file's bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets the id by which the HTML body refers to it (<c>cid:</c>, RFC 2392); <see langword="null"/> makes it an ordinary attachment.</summary>
    public string? ContentId { get; init; }
}
