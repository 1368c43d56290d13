using Notify.Primitives;

namespace Notify.Postgres.Environments;

/// <summary>The environment that the present request may see. Set once, by authentication; every module query is filtered by it.</summary>
public sealed class EnvironmentScope
{
    private EnvironmentId? current;

    /// <summary>Gets the environment.</summary>
    /// <exception cref="InvalidOperationException">Nobody entered one: a query would have been unfiltered.</exception>
    public EnvironmentId EnvironmentId =>
        current ?? throw new InvalidOperationException("No environment was entered; authenticate before touching an environment's data.");

    /// <summary>Enters the environment for the rest of the scope.</summary>
    /// <exception cref="InvalidOperationException">Another environment was entered before.</exception>
    public void Enter(EnvironmentId environmentId)
    {
        if (current is { } entered && entered != environmentId)
        {
            throw new InvalidOperationException($"The scope belongs to environment {entered} and cannot change to {environmentId}.");
        }

        current = environmentId;
    }
}
