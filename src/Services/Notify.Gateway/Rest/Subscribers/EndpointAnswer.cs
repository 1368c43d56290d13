namespace Notify.Gateway.Rest.Subscribers;

/// <summary>An address as stored.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Address">The address, as text.</param>
/// <param name="Provider">The plugin that it belongs to; absent when any of the channel may use it.</param>
/// <param name="GoneAt">When a provider reported it gone; absent while it counts as good.</param>
/// <param name="GoneReason">The provider's code; absent while it counts as good.</param>
internal sealed record EndpointAnswer(string Channel, string Address, string? Provider, DateTimeOffset? GoneAt, string? GoneReason);
