using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.Tests.Schemas;

/// <summary>
/// Builds a schema from its text. Values are <c>IReadOnlyDictionary&lt;string, object?&gt;</c>, one entry for each field and
/// <c>__typename</c> for the object type, unless a resolver is given for the field.
/// </summary>
internal sealed class SchemaFromSdl(string sdl)
{
    private readonly Dictionary<string, NamedType> types = [];
    private readonly Dictionary<string, FieldResolver> resolvers = [];
    private readonly Dictionary<string, SubscribeResolver> subscriptions = [];
    private Func<string, FieldDefinitionNode, FieldResolver?> resolverOf = (_, _) => null;
    private Func<string, FieldDefinitionNode, Func<object, object?>> getterOf = (_, field) =>
        source => ((IReadOnlyDictionary<string, object?>)source).GetValueOrDefault(field.Name.Value);

    /// <summary>Builds a schema that resolves fields by dictionary entries only.</summary>
    public static Schema Build(string sdl) => new SchemaFromSdl(sdl).Build();

    /// <summary>Gives a field, by its coordinate <c>Type.field</c>, a resolver.</summary>
    public SchemaFromSdl Resolve(string coordinate, FieldResolver resolver)
    {
        resolvers[coordinate] = resolver;
        return this;
    }

    /// <summary>Gives a field, by its coordinate <c>Type.field</c>, a resolver that answers at once.</summary>
    public SchemaFromSdl Resolve(string coordinate, Func<ResolverContext, object?> resolver) =>
        Resolve(coordinate, context => ValueTask.FromResult(resolver(context)));

    /// <summary>Gives fields of objects that have no resolver of their own, by type and field, a resolver or else a way to read them.</summary>
    public SchemaFromSdl ResolveOthers(
        Func<string, FieldDefinitionNode, FieldResolver?> resolver, Func<string, FieldDefinitionNode, Func<object, object?>> getter)
    {
        (resolverOf, getterOf) = (resolver, getter);
        return this;
    }

    /// <summary>Gives a subscription's root field, by its coordinate, a way to open its stream.</summary>
    public SchemaFromSdl Subscribe(string coordinate, SubscribeResolver subscribe)
    {
        subscriptions[coordinate] = subscribe;
        return this;
    }

    public Schema Build()
    {
        var document = GraphQLParser.ParseSchema(sdl);
        foreach (var type in BuiltInScalars.All.Concat(IntrospectionTypes.All))
        {
            types.Add(type.Name, type);
        }

        foreach (var definition in document.Definitions.OfType<TypeDefinitionNode>())
        {
            types[definition.Name.Value] = Declare(definition);
        }

        foreach (var definition in document.Definitions.OfType<TypeDefinitionNode>())
        {
            Complete(definition);
        }

        var schema = document.Definitions.OfType<SchemaDefinitionNode>().SingleOrDefault();
        var directives = document.Definitions.OfType<DirectiveDefinitionNode>().Select(DirectiveOf);
        return new Schema(
            Root(schema, OperationKind.Query) ?? throw new ArgumentException("The schema has no query type.", nameof(sdl)),
            Root(schema, OperationKind.Mutation),
            Root(schema, OperationKind.Subscription),
            types.Values,
            [.. BuiltInDirectives.All, .. directives],
            schema?.Description);
    }

    private static NamedType Declare(TypeDefinitionNode node)
    {
        var name = node.Name.Value;
        return node switch
        {
            ScalarDefinitionNode => AnyScalar.Named(name, node.Description, TextOf(node.Directives, "specifiedBy", "url")),
            ComplexTypeDefinitionNode { IsInterface: true } => new InterfaceType { Name = name, Description = node.Description },
            ComplexTypeDefinitionNode => new ObjectType
            {
                Name = name,
                Description = node.Description,
                IsTypeOf = value => value is IReadOnlyDictionary<string, object?> entries && entries.GetValueOrDefault("__typename") as string == name,
            },
            UnionDefinitionNode => new UnionType { Name = name, Description = node.Description },
            InputObjectDefinitionNode => new InputObjectType
            {
                Name = name,
                Description = node.Description,
                IsOneOf = Array.Exists(node.Directives, directive => directive.Name.Value == "oneOf"),
            },
            EnumDefinitionNode @enum => new EnumType([.. @enum.Values.Select(value => new EnumValueDefinition
            {
                Name = value.Name.Value,
                Value = value.Name.Value,
                Description = value.Description,
                DeprecationReason = DeprecationOf(value.Directives),
            })])
            {
                Name = name,
                Description = node.Description,
            },
            _ => throw new ArgumentException($"{node.GetType().Name} defines no type.", nameof(node)),
        };
    }

    private void Complete(TypeDefinitionNode node)
    {
        switch (types[node.Name.Value])
        {
            case ComplexType complex when node is ComplexTypeDefinitionNode definition:
                complex.Interfaces = [.. definition.Interfaces.Select(name => (InterfaceType)types[name.Name])];
                complex.Fields = [.. definition.Fields.Select(field => FieldOf(definition, field))];
                break;
            case UnionType union when node is UnionDefinitionNode definition:
                union.Members = [.. definition.Members.Select(name => (ObjectType)types[name.Name])];
                break;
            case InputObjectType input when node is InputObjectDefinitionNode definition:
                input.Fields = [.. definition.Fields.Select(InputValueOf)];
                break;
        }
    }

    private FieldDefinition FieldOf(ComplexTypeDefinitionNode type, FieldDefinitionNode node)
    {
        var name = node.Name.Value;
        var coordinate = $"{type.Name.Value}.{name}";
        var resolver = type.IsInterface ? null : resolvers.GetValueOrDefault(coordinate) ?? resolverOf(type.Name.Value, node);
        return new FieldDefinition
        {
            Name = name,
            Description = node.Description,
            DeprecationReason = DeprecationOf(node.Directives),
            Type = TypeOf(node.Type),
            Arguments = [.. node.Arguments.Select(InputValueOf)],
            Resolver = resolver,
            Getter = resolver is null && !type.IsInterface ? getterOf(type.Name.Value, node) : null,
            Subscribe = subscriptions.GetValueOrDefault(coordinate),
            Cost = SdlCosts.WeightOf(node.Directives),
            ListSize = SdlCosts.ListSizeOf(node.Directives),
        };
    }

    private InputValueDefinition InputValueOf(InputValueDefinitionNode node) => new()
    {
        Name = node.Name.Value,
        Description = node.Description,
        DeprecationReason = DeprecationOf(node.Directives),
        Type = TypeOf(node.Type),
        DefaultValue = node.DefaultValue,
    };

    private DirectiveDefinition DirectiveOf(DirectiveDefinitionNode node) => new()
    {
        Name = node.Name.Value,
        Description = node.Description,
        IsRepeatable = node.IsRepeatable,
        Locations = [.. node.Locations.Select(location => location.Value)],
        Arguments = [.. node.Arguments.Select(InputValueOf)],
    };

    private GraphQLType TypeOf(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => TypeOf(nonNull.OfType).AsNonNull,
        ListTypeNode list => TypeOf(list.OfType).AsList,
        NamedTypeNode named => types[named.Name],
        _ => throw new ArgumentException($"{node.GetType().Name} is no type reference.", nameof(node)),
    };

    private ObjectType? Root(SchemaDefinitionNode? schema, OperationKind kind)
    {
        var name = schema is null
            ? kind.ToString()
            : Array.Find(schema.OperationTypes, type => type.Kind == kind)?.Type.Name;
        return name is null ? null : types.GetValueOrDefault(name) as ObjectType;
    }

    private static string? DeprecationOf(DirectiveNode[] directives) =>
        Array.Exists(directives, directive => directive.Name.Value == "deprecated")
            ? TextOf(directives, "deprecated", "reason") ?? BuiltInDirectives.DefaultDeprecationReason
            : null;

    private static string? TextOf(DirectiveNode[] directives, string name, string argument) =>
        (SdlCosts.ArgumentOf(directives, name, argument) as StringValueNode)?.Value;
}
