using Microsoft.Extensions.Hosting;

namespace Notify.AppHost.State;

/// <summary>Says that a state folder is in use. A service, so that the container ends it last; it ends with the process, however that ends.</summary>
internal sealed class StateClaim : IHostedService, IDisposable
{
    private readonly FileStream file;

    private StateClaim(FileStream file) => this.file = file;

    /// <exception cref="DistributedApplicationException">Another AppHost runs with the folder.</exception>
    public static StateClaim Take(StateFolder state)
    {
        try
        {
            return new(new FileStream(Path.Combine(state.Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (Directory.Exists(state.Root))
        {
            throw new DistributedApplicationException(
                $"Another AppHost already runs with the state folder '{state.Root}'. "
                + "Stop it with './notify down', or set NOTIFY_HOME to another folder to run a second one.");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => file.Dispose();
}
