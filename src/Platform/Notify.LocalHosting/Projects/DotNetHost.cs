using System.Runtime.InteropServices;

namespace Notify.LocalHosting.Projects;

/// <summary>The <c>dotnet</c> command that belongs to the runtime in use, wherever it is installed.</summary>
internal static class DotNetHost
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var root = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent; // {root}/shared/Microsoft.NETCore.App/{version}
        var host = System.IO.Path.Combine(root?.FullName ?? "", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
