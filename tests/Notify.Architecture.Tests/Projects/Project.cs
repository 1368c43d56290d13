using System.Xml.Linq;

namespace Notify.Architecture.Tests.Projects;

/// <summary>A project and what it references.</summary>
/// <param name="Name">The file's name without extension.</param>
/// <param name="Folder">Where it stands, from the root.</param>
/// <param name="References">The names of the projects it references.</param>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References)
{
    public bool IsContracts => Name.EndsWith(".Contracts", StringComparison.Ordinal);

    public bool IsModule => StandsIn("src/Modules") && !IsContracts;

    /// <summary>Reads every project of the tree.</summary>
    public static IReadOnlyList<Project> ReadAll() => [.. Repository.Files("", "*.csproj").Select(Read)];

    public bool StandsIn(string folder) => Folder.StartsWith(folder + "/", StringComparison.Ordinal);

    private static Project Read(string path)
    {
        var folder = (Path.GetDirectoryName(path) ?? "").Replace('\\', '/');
        return new(
            Path.GetFileNameWithoutExtension(path),
            folder,
            [
                .. XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
                    .SelectMany(reference => FilesOf(folder, reference.Attribute("Include")?.Value.Replace('\\', '/') ?? ""))
                    .Select(static file => Path.GetFileNameWithoutExtension(file)),
            ]);
    }

    /// <summary>The file that a reference names, or those that its pattern stands for.</summary>
    private static IEnumerable<string> FilesOf(string folder, string include)
    {
        var pattern = include.IndexOf('*', StringComparison.Ordinal);
        return pattern < 0 ? [include] : Repository.Files(Path.GetRelativePath("/", Path.GetFullPath(include[..pattern], "/" + folder)), "*.csproj");
    }
}
