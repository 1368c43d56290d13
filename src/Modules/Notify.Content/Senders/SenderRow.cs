using Notify.Postgres.Environments;

namespace Notify.Content.Senders;

/// <summary>A sender, as stored.</summary>
internal sealed class SenderRow : IEnvironmentOwned
{
    public Guid Id { get; init; }

    public Guid EnvironmentId { get; init; }

    public required string Identifier { get; set; }

    public string? DisplayName { get; set; }

    public required string FromEmail { get; set; }

    /// <summary>Gets or sets the sender's own user at the mail server; <see langword="null"/> when the integration's login is used.</summary>
    public string? SmtpUser { get; set; }

    /// <summary>Gets or sets the sealed password; <see langword="null"/> when there is none.</summary>
    public byte[]? SmtpPassword { get; set; }

    public bool IsDefault { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Gets or sets since when it cannot be chosen any more; <see langword="null"/> while it can.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
