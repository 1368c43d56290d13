using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>Where first-start data goes.</summary>
/// <param name="ProjectId">The first project.</param>
/// <param name="EnvironmentId">Its first environment.</param>
public readonly record struct BootstrappedEnvironment(ProjectId ProjectId, EnvironmentId EnvironmentId);
