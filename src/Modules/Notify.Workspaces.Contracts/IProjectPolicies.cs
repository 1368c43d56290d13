using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>The rules a project set for itself.</summary>
public interface IProjectPolicies
{
    /// <summary>Gets the rules that hold for an environment. Answers may be up to 2 seconds old.</summary>
    ValueTask<ProjectPolicy> GetAsync(EnvironmentId environmentId, CancellationToken cancellationToken);
}
