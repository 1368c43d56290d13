namespace Notify.Audience.Contracts;

/// <summary>Where a recipient can be reached.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Address">The address.</param>
/// <param name="Provider">The plugin that the address belongs to; <see langword="null"/> means any of the channel.</param>
/// <param name="Suppressed">Why the address must not be used; <see langword="null"/> when it may be.</param>
public sealed record RecipientEndpoint(string Channel, string Address, string? Provider, string? Suppressed);
