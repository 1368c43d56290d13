using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Notify.LocalHosting.Health;
using Notify.LocalHosting.Postgres;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a PostgreSQL server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">Not supported here: the user is <c>postgres</c>.</param>
    /// <param name="password">The password; generated and kept when null.</param>
    /// <param name="port">The port; null picks a free one.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (userName is not null)
        {
            throw new ArgumentException("Local servers have the user 'postgres' only; leave userName out.", nameof(userName));
        }

        var resource = new PostgresServerResource(name, password?.Resource ?? builder.CreatePassword(name))
        {
            GivenConnectionString = builder.Configuration.GetConnectionString(name),
        };
        var server = new PostgresServer(resource);
        return builder.AddResource(resource)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "tcp", "tcp", port))
            .WithAnnotation(new LaunchAnnotation("PostgreSQL", server.PrepareAsync))
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check", server.CheckAsync))
            .OnResourceReady(static (resource, _, cancellationToken) => PostgresServer.CreateDatabasesAsync(resource, cancellationToken));
    }

    /// <summary>Adds a database, created when the server does not have it.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource's name, which is the connection string's name too.</param>
    /// <param name="databaseName">The name on the server; <paramref name="name"/> when null.</param>
    /// <returns>The database.</returns>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var application = builder.ApplicationBuilder;
        var resource = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource)
        {
            GivenConnectionString = application.Configuration.GetConnectionString(name),
        };
        builder.Resource.Databases.Add(resource);
        return application.AddResource(resource)
            .WithAnnotation(new LaunchAnnotation("Database", static (_, _) => Task.FromResult<IReadOnlyList<Notify.LocalHosting.Processes.ProcessPlan>>([])))
            .WithAnnotation(new HealthCheckAnnotation($"{name}_check", cancellationToken => PostgresServer.CheckAsync(resource, cancellationToken)));
    }

    /// <summary>Keeps the data between runs.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Without effect here: the data is in the state folder, under the server's name.</param>
    /// <param name="isReadOnly">Not supported here.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfEqual(isReadOnly, true);
        _ = name;
        return builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
