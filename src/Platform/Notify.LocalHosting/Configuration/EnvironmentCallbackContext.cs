namespace Aspire.Hosting.ApplicationModel;

/// <summary>Collects the environment variables of a resource that is about to start.</summary>
/// <param name="environmentVariables">What was collected so far.</param>
/// <param name="cancellationToken">Ends the collecting.</param>
public sealed class EnvironmentCallbackContext(Dictionary<string, object> environmentVariables, CancellationToken cancellationToken)
{
    /// <summary>Gets the variables: text, or an <see cref="IValueProvider"/>.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables;

    /// <summary>Gets the token that ends the collecting.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
