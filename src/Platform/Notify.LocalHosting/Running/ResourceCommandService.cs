using Notify.LocalHosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts, stops and restarts resources.</summary>
public sealed class ResourceCommandService
{
    private readonly ResourceRunners runners;

    internal ResourceCommandService(ResourceRunners runners) => this.runners = runners;

    /// <summary>Runs a command on a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName"><c>start</c>, <c>stop</c> or <c>restart</c>.</param>
    /// <param name="cancellationToken">Ends the wait, not the command.</param>
    /// <returns>How it ended. A stop has ended when the process has.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return ExecuteCommandAsync(resource.Name, commandName, cancellationToken);
    }

    /// <summary>Runs a command on a resource.</summary>
    /// <param name="resourceId">The resource's name.</param>
    /// <param name="commandName"><c>start</c>, <c>stop</c> or <c>restart</c>.</param>
    /// <param name="cancellationToken">Ends the wait, not the command.</param>
    /// <returns>How it ended. A stop has ended when the process has.</returns>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        if (!runners.All.TryGetValue(resourceId, out var runner))
        {
            return Failure($"There is no resource '{resourceId}'. There are: {string.Join(", ", runners.All.Keys.Order())}.");
        }

        var work = commandName switch
        {
            _ when !runner.HasProcess => null,
            "start" => runner.StartAsync(),
            "stop" => runner.StopAsync(),
            "restart" => RestartAsync(runner),
            _ => null,
        };
        if (work is null)
        {
            return Failure($"'{resourceId}' has no command '{commandName}'. Resources with a process have start, stop and restart.");
        }

        await work.WaitAsync(cancellationToken);
        return new() { Success = true };
    }

    private static async Task RestartAsync(ResourceRunner runner)
    {
        await runner.StopAsync();
        await runner.StartAsync();
    }

    private static ExecuteCommandResult Failure(string message) => new() { Success = false, Message = message };
}
