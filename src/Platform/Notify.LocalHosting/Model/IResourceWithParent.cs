namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives inside another one; waiting for it waits for its parent too.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>Gets the resource this one lives in.</summary>
    IResource Parent { get; }
}
