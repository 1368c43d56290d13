namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a server, a database, a project, a parameter.</summary>
public interface IResource
{
    /// <summary>Gets the name, unique in the application.</summary>
    string Name { get; }

    /// <summary>Gets the annotations that describe how the resource is run.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
