namespace Notify.Workspaces.Contracts;

/// <summary>Makes what a first start needs. Safe to repeat at every start, by any number of processes.</summary>
public interface IWorkspaceBootstrap
{
    /// <summary>Ensures the first project, its environment, and the API key that <c>Notify:Bootstrap</c> asks for.</summary>
    ValueTask<BootstrappedEnvironment> EnsureAsync(CancellationToken cancellationToken);
}
