namespace Notify.Cli.Running;

/// <summary>What runs, and where.</summary>
internal sealed record SystemStatus
{
    public string? Dashboard { get; init; }

    /// <summary>Gets the dashboard's address with the token that lets one in.</summary>
    public string? DashboardLogin { get; init; }

    public string? Gateway { get; init; }

    public string? Mailbox { get; init; }

    /// <summary>Gets the development key; null in other environments.</summary>
    public string? ApiKey { get; init; }

    public IReadOnlyList<ResourceStatus> Resources { get; init; } = [];
}
