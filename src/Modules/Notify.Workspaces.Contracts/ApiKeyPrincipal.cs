using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>Who calls, proven by an API key.</summary>
public sealed record ApiKeyPrincipal
{
    /// <summary>Gets the project of the key's environment.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <summary>Gets the only environment the caller can see.</summary>
    public required EnvironmentId EnvironmentId { get; init; }

    /// <summary>Gets the key's own id, for audit.</summary>
    public required ApiKeyId ApiKeyId { get; init; }

    /// <summary>Gets what the key may do.</summary>
    public required ApiKeyType Type { get; init; }
}
