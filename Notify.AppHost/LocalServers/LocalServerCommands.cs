using Microsoft.Extensions.DependencyInjection;

namespace Notify.AppHost.LocalServers;

/// <summary>Start, stop and restart of a server, passed on to its process.</summary>
internal static class LocalServerCommands
{
    public static void AddTo(IResourceBuilder<ContainerResource> server, ExecutableResource process)
    {
        Add(KnownResourceCommands.StartCommand, "Start", "Play", isForStopped: true);
        Add(KnownResourceCommands.StopCommand, "Stop", "Stop", isForStopped: false);
        Add(KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", isForStopped: false);

        void Add(string command, string title, string icon, bool isForStopped) => server.WithCommand(
            command,
            title,
            context => context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(process, command, context.CancellationToken),
            new CommandOptions
            {
                IconName = icon,
                IconVariant = IconVariant.Filled, // as Aspire shows its own
                IsHighlighted = command != KnownResourceCommands.RestartCommand,
                UpdateState = context => (context.ResourceSnapshot.State?.Text == KnownResourceStates.Running) == isForStopped
                    ? ResourceCommandState.Hidden
                    : ResourceCommandState.Enabled,
            });
    }
}
