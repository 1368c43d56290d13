using Notify.Delivery.Integrations;
using Notify.Delivery.Planning;

namespace Notify.Delivery.Sending;

/// <summary>Which integration of a channel carries what at this moment: the first of its order that works, among those that a route allows.</summary>
internal sealed class RouteTable
{
    private readonly IReadOnlyList<ActiveIntegration> candidates;
    private readonly Breakers breakers;
    private readonly Dictionary<string, ActiveIntegration> chosen = new(StringComparer.Ordinal);

    public RouteTable(IReadOnlyList<ActiveIntegration> candidates, Breakers breakers)
    {
        this.candidates = candidates;
        this.breakers = breakers;
        First = Choose(static (_, _) => true, "");
        foreach (var candidate in candidates)
        {
            Add(ChannelRoute.Of(candidate.RouteProvider)!); // not null: a provider is given
            Add(ChannelRoute.Chosen(candidate.Identifier)!); // not null: an identifier is given
        }

        Names = [.. chosen.Keys];
        IntegrationIds = [.. chosen.Values.Select(static integration => integration.Id.Value)];
    }

    /// <summary>The integration for what may go any way; <see langword="null"/> when there is none.</summary>
    public ActiveIntegration? First { get; }

    /// <summary>The routes that lead somewhere, beside <see cref="IntegrationIds"/>.</summary>
    public string[] Names { get; }

    public Guid[] IntegrationIds { get; }

    /// <summary>The longest time-out that an account asks for; <see langword="null"/> when the installation's holds for all.</summary>
    public TimeSpan? LongestTimeout => candidates.Max(static candidate => candidate.Limits.Timeout);

    public bool HasLimits => candidates.Any(static candidate => candidate.Limits.Exist);

    public ActiveIntegration? Find(string? route) => route is null ? First : chosen.GetValueOrDefault(route);

    public ActiveIntegration? Find(Primitives.IntegrationId? id) => candidates.FirstOrDefault(candidate => candidate.Id == id);

    /// <summary>Says whether another integration than the one used could carry it now.</summary>
    public bool HasAnother(string? route, ActiveIntegration? used) =>
        candidates.Any(candidate => candidate != used && Allows(route, candidate) && !breakers.IsOpen(candidate.Id));

    private static bool Allows(string? route, ActiveIntegration candidate) =>
        route is null || route == ChannelRoute.Of(candidate.RouteProvider) || route == ChannelRoute.Chosen(candidate.Identifier);

    private void Add(string route)
    {
        if (!chosen.ContainsKey(route) && Choose(static (name, candidate) => Allows(name, candidate), route) is { } integration)
        {
            chosen.Add(route, integration);
        }
    }

    private ActiveIntegration? Choose(Func<string, ActiveIntegration, bool> isAllowed, string route) =>
        candidates.FirstOrDefault(candidate => isAllowed(route, candidate) && !breakers.IsOpen(candidate.Id))
        ?? candidates.FirstOrDefault(candidate => isAllowed(route, candidate));
}
