namespace Aspire.Hosting.ApplicationModel;

/// <summary>A server that Aspire runs in a container, and that runs here as a private local process where no container engine answers.</summary>
/// <param name="name">The resource's name.</param>
public class ContainerResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport;
