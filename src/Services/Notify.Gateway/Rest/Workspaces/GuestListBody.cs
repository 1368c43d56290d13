namespace Notify.Gateway.Rest.Workspaces;

/// <summary>Whom TEAM keys may reach.</summary>
/// <param name="Addresses">E-mail addresses, telephone numbers and other addresses, at most 1,000.</param>
internal sealed record GuestListBody(IReadOnlyList<string?>? Addresses);
