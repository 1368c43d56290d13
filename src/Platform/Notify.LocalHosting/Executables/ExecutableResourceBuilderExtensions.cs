using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;

namespace Aspire.Hosting;

/// <summary>Adds programs.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program of this machine.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="command">The program: a path, or a name looked up on the PATH.</param>
    /// <param name="workingDirectory">The folder it runs in, relative to the AppHost's.</param>
    /// <param name="args">Its arguments.</param>
    /// <returns>The program.</returns>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = Path.GetFullPath(workingDirectory, builder.AppHostDirectory);
        var resource = new ExecutableResource(name, command, folder);
        return builder.AddResource(resource)
            .WithArgs(args ?? [])
            .WithAnnotation(new LaunchAnnotation("Executable", (context, _) => Task.FromResult<IReadOnlyList<ProcessPlan>>(
            [
                new ProcessPlan
                {
                    FileName = Programs.TryFind(command) ?? throw new DistributedApplicationException(
                        $"'{name}' needs the program '{command}', which is not on the PATH. Install it, or give its full path."),
                    Arguments = context.Arguments,
                    WorkingDirectory = folder,
                    Environment = context.Environment,
                },
            ])));
    }
}
