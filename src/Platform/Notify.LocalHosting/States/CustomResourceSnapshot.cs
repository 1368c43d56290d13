using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Gets the kind of resource, such as <c>Project</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Gets the state.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>Gets the exit code of the last run, when it has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Gets the health; null until it is known.</summary>
    public HealthStatus? HealthStatus { get; init; }

    /// <summary>Gets when the last run started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>Gets the addresses.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Gets the environment variables of the last run.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Gets further facts: <c>executable.pid</c> while a process runs.</summary>
    public ImmutableArray<ResourcePropertySnapshot> Properties => ProcessId is { } id ? [new("executable.pid", id)] : [];

    /// <summary>Gets the id of the process, while it runs.</summary>
    internal int? ProcessId { get; init; }

    /// <summary>Gets the sentence that says what is wrong, if something is.</summary>
    internal string? Reason { get; init; }

    /// <summary>True once everybody waiting for the resource may go on.</summary>
    internal bool IsReady { get; init; }
}
