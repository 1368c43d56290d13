namespace Aspire.Hosting;

/// <summary>A resource that others find by its endpoints.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
