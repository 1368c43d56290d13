namespace Notify.Cli.Running;

/// <summary>One part of a running system.</summary>
internal sealed record ResourceStatus
{
    public required string Name { get; init; }

    public string? State { get; init; }

    public string? Health { get; init; }

    public int? Pid { get; init; }

    /// <summary>Gets why it does not run; null when it does, or when nobody knows.</summary>
    public string? Reason { get; init; }
}
