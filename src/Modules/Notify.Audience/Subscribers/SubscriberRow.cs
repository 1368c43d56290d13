using Notify.Audience.Addresses;
using Notify.Audience.Contracts;
using Notify.Postgres.Environments;

namespace Notify.Audience.Subscribers;

/// <summary>A row of <c>audience.subscribers</c> with its endpoints.</summary>
internal sealed class SubscriberRow : IEnvironmentOwned
{
    public required Guid Id { get; init; }

    public required Guid EnvironmentId { get; init; }

    public required string ExternalId { get; init; }

    public string? Name { get; init; }

    public string? Locale { get; init; }

    public string? TimeZone { get; init; }

    public string? Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public List<EndpointRow> Endpoints { get; init; } = [];

    public Subscriber ToSubscriber()
    {
        var ordered = Endpoints.OrderBy(static endpoint => endpoint.Channel, StringComparer.Ordinal).ThenBy(static endpoint => endpoint.Ordinal).ToList();
        var further = ordered
            .Where(static endpoint => !ChannelNames.IsNamedField(endpoint.Channel))
            .DistinctBy(static endpoint => endpoint.Channel)
            .ToDictionary(static endpoint => endpoint.Channel, static string? (endpoint) => endpoint.Address, StringComparer.Ordinal);
        return new()
        {
            ExternalId = ExternalId,
            Profile = new()
            {
                Name = Name,
                Email = AddressOn(ChannelNames.Email),
                Phone = AddressOn(ChannelNames.Sms),
                WebhookUrl = AddressOn(ChannelNames.Webhook),
                Locale = Locale,
                TimeZone = TimeZone,
                DataJson = Data,
                Channels = further.Count == 0 ? null : further,
            },
            GoneChannels = [.. Endpoints.Where(static endpoint => endpoint.GoneAt is not null).Select(static endpoint => endpoint.Channel).Distinct().Order(StringComparer.Ordinal)],
            Endpoints = ordered.ConvertAll(static endpoint => endpoint.ToEndpoint()),
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }

    private string? AddressOn(string channel) => Endpoints.Where(endpoint => endpoint.Channel == channel).MinBy(static endpoint => endpoint.Ordinal)?.Address;
}
