using System.Globalization;
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
        var path = Path.Combine(state.Root, "lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            throw new DistributedApplicationException(
                $"Another AppHost (process {reader.ReadToEnd()}) already runs with the state folder '{state.Root}'. "
                + "Stop it with './notify down', or set NOTIFY_HOME to another folder to run a second one.");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => file.Dispose();
}
