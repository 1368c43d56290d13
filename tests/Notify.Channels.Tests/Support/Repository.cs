using System.Reflection;

namespace Notify.Channels.Tests.Support;

internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "Repository").Value!); // set by the project

    public static string File(params ReadOnlySpan<string> path) => Path.Combine([Root, .. path]);
}
