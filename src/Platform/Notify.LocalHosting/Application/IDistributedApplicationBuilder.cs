using System.Reflection;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes an application: its resources and how they are wired.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Gets the configuration.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Gets the folder relative paths start from.</summary>
    string AppHostDirectory { get; }

    /// <summary>Gets the assembly of the AppHost.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>Gets the environment's name and folders.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Gets the services of the AppHost itself.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the events of the application.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Gets what the model is used for.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Gets the resources added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>Its builder.</returns>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Makes a builder for a resource without adding it.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>Its builder.</returns>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Finishes the model.</summary>
    /// <returns>The application, not started yet.</returns>
    DistributedApplication Build();
}
