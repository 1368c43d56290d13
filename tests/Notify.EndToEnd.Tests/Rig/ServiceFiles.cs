namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Where the build put what the tests run.</summary>
internal static class ServiceFiles
{
    private static readonly string Output = AppContext.BaseDirectory.TrimEnd('/'); // …/artifacts/bin/{project}/{configuration}
    private static readonly string Configuration = Path.GetFileName(Output);
    private static readonly string Artifacts = Path.GetFullPath(Path.Combine(Output, "../../.."));

    public static string Plugins => Path.Combine(Artifacts, "plugins");

    public static string TestPlugin(string project) => Path.Combine(Artifacts, "test-plugins", project);

    public static string Program(string project) => Path.Combine(Artifacts, "bin", project, Configuration, $"{project}.dll");
}
