using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Types;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Registration;

/// <summary>What the registration calls have collected; read once, when the schema is built.</summary>
internal sealed class ServerConfiguration
{
    /// <summary>Gets the classes given one by one. Their assemblies are where implementations of interfaces are looked for.</summary>
    public List<Type> Types { get; } = [];

    /// <summary>Gets the assemblies of which every marked class is part of the schema.</summary>
    public List<Assembly> Assemblies { get; } = [];

    public List<ScalarType> Scalars { get; } = [];

    /// <summary>Gets the loader that is made where another type, such as an interface, is asked for.</summary>
    public Dictionary<Type, Type> DataLoaders { get; } = [];

    /// <summary>Gets or sets the mutation conventions; null when mutations keep their own arguments and results.</summary>
    public MutationConventionOptions? MutationConventions { get; set; }

    /// <summary>Gets or sets global object identification; null when it is off.</summary>
    public NodeOptions? Nodes { get; set; }

    public string? Description { get; set; }

    public static ServerConfiguration Of(IRequestExecutorBuilder builder) =>
        builder.Services.Select(service => service.ImplementationInstance).OfType<ServerConfiguration>().FirstOrDefault()
        ?? throw new InvalidOperationException("Call AddGraphQLServer() first: nothing is registered to configure.");
}

internal sealed record RequestExecutorBuilder(IServiceCollection Services) : IRequestExecutorBuilder;
