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

    private static Project Read(string path) => new(
        Path.GetFileNameWithoutExtension(path),
        (Path.GetDirectoryName(path) ?? "").Replace('\\', '/'),
        [
            .. XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
                .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value.Replace('\\', '/') ?? "")),
        ]);
}
