using Notify.Audience.Contracts;
using Notify.Postgres.Environments;

namespace Notify.Audience.Subscribers;

/// <summary>A row of <c>audience.endpoints</c>.</summary>
internal sealed class EndpointRow : IEnvironmentOwned
{
    public required Guid SubscriberId { get; init; }

    public required Guid EnvironmentId { get; init; }

    public required string Channel { get; init; }

    public required string Address { get; init; }

    public string? Provider { get; init; }

    public int Ordinal { get; init; }

    public DateTimeOffset? GoneAt { get; init; }

    public string? GoneReason { get; init; }

    public Endpoint ToEndpoint() => new() { Channel = Channel, Address = Address, Provider = Provider, GoneAt = GoneAt, GoneReason = GoneReason };
}
