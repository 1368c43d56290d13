using System.Collections.Concurrent;

namespace Notify.AppHost.Lifecycle;

/// <summary>Knows which processes somebody has asked to stop: a process that was stopped and one that ended by itself look the same afterwards.</summary>
internal sealed class AskedStops
{
    private static readonly string[] StoppingCommands = [KnownResourceCommands.StopCommand, KnownResourceCommands.RestartCommand, KnownResourceCommands.RebuildCommand];
    private readonly ConcurrentDictionary<IResource, bool> asked = new();

    public bool Contains(IResource resource) => asked.ContainsKey(resource);

    /// <summary>Notes that a resource starts: nobody has asked it to stop yet, and from here on its commands say when somebody does.</summary>
    public void OnStarting(IResource resource)
    {
        asked.TryRemove(resource, out _);
        foreach (var command in resource.Annotations.OfType<ResourceCommandAnnotation>().Where(IsToBeHeard).ToList())
        {
            resource.Annotations.Remove(command);
            resource.Annotations.Add(Heard(resource, command));
        }
    }

    private bool IsToBeHeard(ResourceCommandAnnotation command) => StoppingCommands.Contains(command.Name) && command.ExecuteCommand.Target is not Listener;

    private ResourceCommandAnnotation Heard(IResource resource, ResourceCommandAnnotation command) => new(
        command.Name,
        command.DisplayName,
        command.UpdateState,
        new Listener(() => asked[resource] = true, command.ExecuteCommand).ExecuteAsync,
        command.DisplayDescription,
        command.Arguments,
        command.ConfirmationMessage,
        command.IconName,
        command.IconVariant,
        command.IsHighlighted,
        command.Visibility,
        command.ValidateArguments);

    private sealed class Listener(Action onAsked, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute)
    {
        public Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
        {
            onAsked();
            return execute(context);
        }
    }
}
