using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>The servers of the run, and one installation for all tests that neither kill it nor configure it; each makes an environment of its own in it.</summary>
public sealed class SharedInstallation : IAsyncLifetime
{
    private Installation? installation;

    internal TestServers.TestServers Servers { get; } = new();

    internal Installation Value => installation ?? throw new InvalidOperationException("The installation is not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Servers.InitializeAsync();
        installation = await Installation.StartAsync(
            Servers, ("Notify__RateLimit__PerMinute", "1000"), ("Notify__Dispatch__AttemptTimeoutSeconds", "5"), ("Notify__Dispatch__ClaimLeaseSeconds", "10"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (installation is not null)
        {
            await installation.DisposeAsync();
        }

        await Servers.DisposeAsync();
    }
}
