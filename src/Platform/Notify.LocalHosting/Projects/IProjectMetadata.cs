namespace Aspire.Hosting;

/// <summary>Where a project of this repository is. The build writes one for each project the AppHost references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Gets the path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Gets the path of the assembly the build made of it.</summary>
    string TargetPath { get; }
}
