namespace Notify.Channels.Sdk;

/// <summary>A mailbox: an address and, perhaps, a display name (RFC 5322 section 3.4).</summary>
public sealed record EmailAddress
{
    /// <summary>Gets the address, such as <c>alice@example.com</c>; it may be internationalised (RFC 6531).</summary>
    public required string Address { get; init; }

    /// <summary>Gets the display name; <see langword="null"/> means none.</summary>
    public string? Name { get; init; }
}
