using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Notify.LocalHosting.Health;
using Notify.LocalHosting.RabbitMq;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;

namespace Aspire.Hosting;

/// <summary>Adds RabbitMQ.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>Adds a RabbitMQ server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, which is the connection string's name too.</param>
    /// <param name="userName">Not supported here: the user is <c>guest</c>.</param>
    /// <param name="password">The password; generated and kept when null.</param>
    /// <param name="port">The port; null picks a free one.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (userName is not null)
        {
            throw new ArgumentException("Local servers have the user 'guest' only; leave userName out.", nameof(userName));
        }

        var resource = new RabbitMQServerResource(name, password?.Resource ?? builder.CreatePassword(name))
        {
            GivenConnectionString = builder.Configuration.GetConnectionString(name),
        };
        var server = resource.Server = new RabbitMqServer(resource);
        return builder.AddResource(resource)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "tcp", "tcp", port))
            .WithAnnotation(new LaunchAnnotation("RabbitMQ", server.PrepareAsync))
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check", server.CheckAsync));
    }

    /// <summary>Keeps the data between runs.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Without effect here: the data is in the state folder, under the server's name.</param>
    /// <param name="isReadOnly">Not supported here.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfEqual(isReadOnly, true);
        _ = name;
        return builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
