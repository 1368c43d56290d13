using System.Reflection;
using Notify.GraphQL.Building;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.Registration;
using Notify.GraphQL.Types;

namespace Notify.GraphQL;

/// <summary>Says what the schema is made of.</summary>
public static class TypeRegistrationExtensions
{
    /// <summary>Adds classes, marked or plain.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="types">The classes, interfaces, enums.</param>
    public static IRequestExecutorBuilder AddTypes(this IRequestExecutorBuilder builder, params Type[] types)
    {
        ServerConfiguration.Of(builder).Types.AddRange(types);
        return builder;
    }

    /// <summary>Adds one class.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddType<T>(this IRequestExecutorBuilder builder) => builder.AddTypes(typeof(T));

    /// <summary>Adds every class of an assembly that an attribute marks as part of a schema.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="assembly">The assembly.</param>
    public static IRequestExecutorBuilder AddTypesFromAssembly(this IRequestExecutorBuilder builder, Assembly assembly)
    {
        ServerConfiguration.Of(builder).Assemblies.Add(assembly);
        return builder;
    }

    /// <summary>Adds a custom scalar that travels as a string.</summary>
    /// <typeparam name="T">The .NET type it stands for.</typeparam>
    /// <param name="builder">The server.</param>
    /// <param name="name">The scalar's name.</param>
    /// <param name="parse">Reads the text; throws <see cref="FormatException"/>, saying what was expected, when it does not fit.</param>
    /// <param name="format">Writes the text.</param>
    /// <param name="description">The scalar's description; null for none.</param>
    /// <param name="specifiedBy">The URL of its specification; null for none.</param>
    public static IRequestExecutorBuilder AddScalarType<T>(
        this IRequestExecutorBuilder builder, string name, Func<string, T> parse, Func<T, string> format, string? description = null, string? specifiedBy = null)
        where T : notnull
    {
        ServerConfiguration.Of(builder).Scalars.Add(TextScalar.Create(name, parse, format, description, specifiedBy));
        return builder;
    }

    /// <summary>Sets the description of the whole schema.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="description">The description, as Markdown.</param>
    public static IRequestExecutorBuilder SetSchemaDescription(this IRequestExecutorBuilder builder, string description)
    {
        ServerConfiguration.Of(builder).Description = description;
        return builder;
    }

    /// <summary>Gives every mutation one input and a payload with errors.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Changes the names; null to keep the defaults.</param>
    public static IRequestExecutorBuilder AddMutationConventions(
        this IRequestExecutorBuilder builder, Action<MutationConventionOptions>? configure = null)
    {
        var options = ServerConfiguration.Of(builder).MutationConventions ??= new MutationConventionOptions();
        configure?.Invoke(options);
        return builder;
    }

    /// <summary>Makes ids tell their type, and adds <c>node(id:)</c> and <c>nodes(ids:)</c>.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Changes the limits; null to keep the defaults.</param>
    public static IRequestExecutorBuilder AddGlobalObjectIdentification(this IRequestExecutorBuilder builder, Action<NodeOptions>? configure = null)
    {
        var options = ServerConfiguration.Of(builder).Nodes ??= new NodeOptions();
        configure?.Invoke(options);
        return builder;
    }

    /// <summary>Adds a loader. Resolvers may take any loader as a parameter; adding one checks at the start that it can be made.</summary>
    /// <typeparam name="T">The loader.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddDataLoader<T>(this IRequestExecutorBuilder builder)
        where T : class, IDataLoader => builder.AddDataLoader<T, T>();

    /// <summary>Adds a loader that resolvers take as an interface.</summary>
    /// <typeparam name="TService">What resolvers ask for.</typeparam>
    /// <typeparam name="TImplementation">The loader.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddDataLoader<TService, TImplementation>(this IRequestExecutorBuilder builder)
        where TService : class
        where TImplementation : class, TService, IDataLoader
    {
        ServerConfiguration.Of(builder).DataLoaders[typeof(TService)] = typeof(TImplementation);
        return builder;
    }
}
