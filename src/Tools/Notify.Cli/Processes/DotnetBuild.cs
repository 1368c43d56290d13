namespace Notify.Cli.Processes;

/// <summary>Builds a project of the repository, quietly unless it fails.</summary>
internal static class DotnetBuild
{
    public const string Configuration = "Release";

    /// <exception cref="FailureException">It does not build; the errors have been told.</exception>
    public static async Task RunAsync(Surroundings around, string project, CancellationToken cancellationToken)
    {
        around.Say($"Building ({Configuration}) …");
        var log = around.State("build.log");
        var build = new Child(around, "dotnet", "build", project, "-c", Configuration, "-v", "q", "--nologo", "-clp:NoSummary;ErrorsOnly").LoggedTo(log);
        if (await build.RunAsync(cancellationToken) == 0)
            return;

        around.Say(await File.ReadAllTextAsync(log, cancellationToken));
        throw new FailureException("the build failed; the errors are above.");
    }
}
