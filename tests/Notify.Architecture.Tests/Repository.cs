namespace Notify.Architecture.Tests;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = ["artifacts", "bin", "obj", "node_modules", ".git", ".notify"];

    public static string Root { get; } = FindRoot();

    /// <summary>Finds files below a folder by pattern, without what was built.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
                .Select(static path => Path.GetRelativePath(Root, path))
                .Where(static path => !path.Split(Path.DirectorySeparatorChar).Any(NotSource.Contains))
            : [];

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Notify.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Notify.sln above {AppContext.BaseDirectory}; run the tests from a checkout.");
    }
}
