using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Tests that each have an environment of their own in the shared installation.</summary>
public abstract class EnvironmentTest(SharedInstallation shared) : IAsyncLifetime
{
    private Api? api;

    private protected SharedInstallation Shared { get; } = shared;

    private protected Installation Notify => Shared.Value;

    /// <summary>Gets the caller of the test's environment.</summary>
    private protected Api Api => api ?? throw new InvalidOperationException("The environment is made before each test.");

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => api = await Notify.CreateEnvironmentAsync();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        api?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
