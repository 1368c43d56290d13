using Microsoft.Extensions.Configuration;

namespace Notify.AppHost.Projects;

/// <summary>Starts projects from what was built with the AppHost.</summary>
internal static class BuiltPrograms
{
    /// <summary>
    /// Runs each project's program itself, without a <c>dotnet run</c> around it that would build it once more and stay as its parent: half a
    /// second of processor and 90 MB a project. A debugger (which starts projects itself) and <c>dotnet watch</c> keep their ways.
    /// </summary>
    public static IDistributedApplicationBuilder UseBuiltPrograms(this IDistributedApplicationBuilder builder)
    {
        var isLedByOthers = !string.IsNullOrEmpty(builder.Configuration["DEBUG_SESSION_PORT"]) || builder.Configuration.GetValue<bool>("DOTNET_WATCH");
        if (!builder.ExecutionContext.IsRunMode || isLedByOthers)
        {
            return builder;
        }

        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            var source = project.GetProjectMetadata().ProjectPath;
            builder.CreateResourceBuilder(project)
                .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(source)! }) // a file is in a folder
                .WithArgs(context => context.Args.Insert(0, ProgramOf(source)));
        }

        return builder;
    }

    // All output is at artifacts/bin/{project}/{configuration}, the AppHost's and its tests' too.
    private static string ProgramOf(string projectPath)
    {
        var name = Path.GetFileNameWithoutExtension(projectPath);
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        return Path.GetFullPath(Path.Combine(own, "..", "..", name, Path.GetFileName(own), $"{name}.dll"));
    }
}
