using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Notify.LocalHosting.Health;
using Notify.LocalHosting.Redis;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;

namespace Aspire.Hosting;

/// <summary>Adds Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, which is the connection string's name too.</param>
    /// <param name="port">The port; null picks a free one.</param>
    /// <param name="password">The password; generated and kept when null.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = new RedisResource(name, password?.Resource ?? builder.CreatePassword(name))
        {
            GivenConnectionString = builder.Configuration.GetConnectionString(name),
        };
        var server = new RedisServer(resource);
        return builder.AddResource(resource)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "tcp", "tcp", port))
            .WithAnnotation(new LaunchAnnotation("Redis", server.PrepareAsync))
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check", server.CheckAsync));
    }

    /// <summary>Keeps the data between runs.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Without effect here: the data is in the state folder, under the server's name.</param>
    /// <param name="isReadOnly">Not supported here.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfEqual(isReadOnly, true);
        _ = name;
        return builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
