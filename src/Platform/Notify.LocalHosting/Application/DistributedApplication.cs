using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.LocalHosting.Application;
using Notify.LocalHosting.State;
using Notify.LocalHosting.Testing;

namespace Aspire.Hosting;

/// <summary>The application: starts its resources, watches them, and stops them.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost host;
    private readonly EntryPointInterceptor? interceptor;
    private int isDisposed;

    internal DistributedApplication(IHost host, EntryPointInterceptor? interceptor)
    {
        this.host = host;
        this.interceptor = interceptor;
    }

    /// <inheritdoc/>
    public IServiceProvider Services => host.Services;

    /// <summary>Gets the states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Gets the commands of the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Starts describing an application.</summary>
    /// <param name="args">The command line, read into the configuration.</param>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <summary>Starts describing an application.</summary>
    /// <param name="options">How it is built.</param>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LocalApplicationBuilder(options);
    }

    /// <summary>Runs the application until Ctrl+C or SIGTERM.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs the application until Ctrl+C, SIGTERM or cancellation.</summary>
    /// <param name="cancellationToken">Ends the application.</param>
    /// <returns>A task that ends with the application.</returns>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (interceptor is not null)
        {
            await interceptor.WaitForDisposalAsync();
            return;
        }

        try
        {
            await host.RunAsync(cancellationToken);
        }
        catch (DistributedApplicationException ex)
        {
            await Console.Error.WriteLineAsync(ex.Message);
            Environment.ExitCode = 1;
        }
    }

    /// <summary>Starts the resources; returns before they are healthy.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>A task that ends when all starts are under way.</returns>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    /// <summary>Stops the resources, those that use others first.</summary>
    /// <param name="cancellationToken">Makes the stop hasty.</param>
    /// <returns>A task that ends when nothing is left running.</returns>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        var state = Services.GetRequiredService<StateDirectory>();
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        state.DeleteIfTemporary();
        interceptor?.Disposed();
        GC.SuppressFinalize(this);
    }
}
