using Notify.Postgres.Environments;

namespace Notify.Audience.Subscribers;

/// <summary>A row of <c>audience.endpoints</c>.</summary>
internal sealed class EndpointRow : IEnvironmentOwned
{
    public required Guid SubscriberId { get; init; }

    public required Guid EnvironmentId { get; init; }

    public required string Channel { get; init; }

    public required string Address { get; init; }

    public DateTimeOffset? GoneAt { get; init; }
}
