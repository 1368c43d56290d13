namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of a resource.</summary>
/// <param name="resource">The resource.</param>
/// <param name="snapshot">What is known of it since the change.</param>
public sealed class ResourceEvent(IResource resource, CustomResourceSnapshot snapshot)
{
    /// <summary>Gets the resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Gets the id, which is the name: there is one of each.</summary>
    public string ResourceId => Resource.Name;

    /// <summary>Gets what is known of it since the change.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
