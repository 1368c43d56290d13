namespace Aspire.Hosting.Testing;

/// <summary>The builder of an AppHost under test, as its Program.cs has left it.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Finishes the model.</summary>
    /// <param name="cancellationToken">Ends the wait for the AppHost.</param>
    /// <returns>The application, not started yet.</returns>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
