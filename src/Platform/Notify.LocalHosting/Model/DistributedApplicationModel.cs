namespace Aspire.Hosting.ApplicationModel;

/// <summary>The finished application model, as found in the container.</summary>
/// <param name="resources">The resources.</param>
public sealed class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Gets the resources.</summary>
    public IResourceCollection Resources { get; } = resources;
}
