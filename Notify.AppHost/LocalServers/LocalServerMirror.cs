using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Notify.AppHost.LocalServers;

/// <summary>Shows a server, and the databases on it, as its process is: state, process id and console output.</summary>
internal sealed class LocalServerMirror(IReadOnlyList<LocalServer> servers, DistributedApplicationModel model, IServiceProvider services)
{
    private readonly ResourceNotificationService notifications = services.GetRequiredService<ResourceNotificationService>();
    private readonly ResourceLoggerService loggers = services.GetRequiredService<ResourceLoggerService>();
    private readonly CancellationToken stopped = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped;

    /// <summary>Follows the processes until the application has stopped.</summary>
    public Task RunAsync() => Task.WhenAll(servers.Select(CopyOutputAsync).Append(CopyStatesAsync()));

    private async Task CopyStatesAsync()
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stopped))
            {
                if (servers.FirstOrDefault(server => server.Process == change.Resource) is { } server)
                {
                    await CopyStateAsync(server, change.Snapshot);
                }
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // nobody looks any more
        }
    }

    private async Task CopyStateAsync(LocalServer server, CustomResourceSnapshot process)
    {
        foreach (var resource in LocalServer.WithChildren(server.Server, model.Resources))
        {
            await notifications.PublishUpdateAsync(resource, state => state with
            {
                State = process.State,
                StartTimeStamp = process.StartTimeStamp,
                StopTimeStamp = process.StopTimeStamp,
                ExitCode = process.ExitCode,
                Urls = resource == server.Server ? process.Urls : state.Urls,
                Properties = [.. state.Properties.Where(static p => p.Name != KnownProperties.ProcessId), .. process.Properties.Where(static p => p.Name == KnownProperties.ProcessId)],
            });
        }
    }

    private async Task CopyOutputAsync(LocalServer server)
    {
        try
        {
            var output = loggers.GetLogger(server.Server);
            await foreach (var lines in loggers.WatchAsync(server.Process).WithCancellation(stopped))
            {
                foreach (var line in lines)
                {
                    var text = LogText.WithoutTime(line.Content);
#pragma warning disable CA1848, CA2254 // the line is a server's own, on its way from one console to another
                    output.Log(line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, text);
#pragma warning restore CA1848, CA2254
                }
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // nobody reads any more
        }
    }
}
