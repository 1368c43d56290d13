using System.Net.Sockets;
using Notify.LocalHosting.Model;

namespace Aspire.Hosting;

/// <summary>Wires resources together.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an http endpoint.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port; null picks a free one. A given port that is taken fails the resource.</param>
    /// <param name="targetPort">The port the program itself listens on; here always the same as <paramref name="port"/>.</param>
    /// <param name="name">The name; <c>http</c> when null.</param>
    /// <param name="env">The environment variable that carries the port.</param>
    /// <param name="isProxied">Without effect here: nothing stands between caller and program.</param>
    /// <returns>The resource.</returns>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Adds an endpoint.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port; null picks a free one. A given port that is taken fails the resource.</param>
    /// <param name="targetPort">The port the program itself listens on; here always the same as <paramref name="port"/>.</param>
    /// <param name="scheme">The scheme; <c>tcp</c> when null.</param>
    /// <param name="name">The name; the scheme when null.</param>
    /// <param name="env">The environment variable that carries the port.</param>
    /// <param name="isProxied">Without effect here: nothing stands between caller and program.</param>
    /// <param name="isExternal">Whether people outside the application use it.</param>
    /// <param name="protocol">The transport; TCP when null.</param>
    /// <returns>The resource.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null,
        string? env = null, bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = isProxied;
        var endpoint = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, name, port ?? targetPort, isExternal)
        {
            EnvironmentVariable = env,
            TargetPort = targetPort,
        };
        if (builder.Resource.All<EndpointAnnotation>().Any(e => e.Name == endpoint.Name))
        {
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has an endpoint '{endpoint.Name}'.");
        }

        return builder.WithAnnotation(endpoint);
    }

    /// <summary>Marks the http endpoints as used by people outside the application.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The resource.</returns>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.All<EndpointAnnotation>().Where(static e => e.IsHttp))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    /// <summary>Refers to an endpoint.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>The reference.</returns>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new EndpointReference(builder.Resource, name);
    }
}
