using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem.Introspection;

/// <summary>The types and meta-fields of introspection (specification, section 4), shown by the same executor as everything else.</summary>
internal static class IntrospectionTypes
{
    private static readonly GraphQLType Text = BuiltInScalars.String;
    private static readonly GraphQLType Flag = BuiltInScalars.Boolean.AsNonNull;
    private static readonly InputValueDefinition IncludeDeprecated = new()
    {
        Name = "includeDeprecated",
        Type = Flag,
        DefaultValue = new BooleanValueNode { Start = 0, Value = false },
    };

    public static readonly EnumType TypeKind = EnumOf(
        "__TypeKind", "What kind of type a __Type is.",
        "SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL");

    public static readonly EnumType DirectiveLocation = EnumOf(
        "__DirectiveLocation", "Where a directive may stand.",
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION");

    public static readonly ObjectType Type = ObjectOf("__Type", "A type of the schema, or a list or non-null wrapper around one.");

    public static readonly ObjectType InputValue = ObjectOf("__InputValue", "An argument, or a field of an input object.");

    public static readonly ObjectType EnumValue = ObjectOf("__EnumValue", "A value of an enum.");

    public static readonly ObjectType Field = ObjectOf("__Field", "A field of an object or interface.");

    public static readonly ObjectType Directive = ObjectOf("__Directive", "A directive that documents may use.");

    public static readonly ObjectType SchemaType = ObjectOf("__Schema", "What the server offers.");

    static IntrospectionTypes()
    {
        SchemaType.Fields =
        [
            Pure("description", Text, static source => ((Schema)source).Description),
            Pure("types", Type.AsNonNull.AsList.AsNonNull, static source => ((Schema)source).Types),
            Pure("queryType", Type.AsNonNull, static source => ((Schema)source).Query),
            Pure("mutationType", Type, static source => ((Schema)source).Mutation),
            Pure("subscriptionType", Type, static source => ((Schema)source).Subscription),
            Pure("directives", Directive.AsNonNull.AsList.AsNonNull, static source => ((Schema)source).Directives),
        ];
        Type.Fields =
        [
            Pure("kind", TypeKind.AsNonNull, static source => KindOf((GraphQLType)source)),
            Pure("name", Text, static source => (source as NamedType)?.Name),
            Pure("description", Text, static source => (source as NamedType)?.Description),
            Pure("specifiedByURL", Text, static source => (source as ScalarType)?.SpecifiedBy),
            Listing("fields", Field, static (source, all) => (source as ComplexType)?.Fields.Where(field => all || field.DeprecationReason is null).ToArray()),
            Pure("interfaces", Type.AsNonNull.AsList, static source => (source as ComplexType)?.Interfaces),
            new()
            {
                Name = "possibleTypes",
                Type = Type.AsNonNull.AsList,
                Resolver = static context => ValueTask.FromResult<object?>(context.Source is InterfaceType or UnionType
                    ? context.Request.Schema.PossibleTypes((NamedType)context.Source).OrderBy(type => type.Name, StringComparer.Ordinal).ToArray()
                    : null),
            },
            Listing("enumValues", EnumValue, static (source, all) => (source as EnumType)?.Values.Where(value => all || value.DeprecationReason is null).ToArray()),
            Listing("inputFields", InputValue, static (source, all) => (source as InputObjectType)?.Fields.Where(field => all || field.DeprecationReason is null).ToArray()),
            Pure("ofType", Type, static source => source switch { ListType list => list.OfType, NonNullType wrapper => wrapper.OfType, _ => null }),
            Pure("isOneOf", BuiltInScalars.Boolean, static source => source is InputObjectType input ? input.IsOneOf : null),
        ];
        Field.Fields =
        [
            Pure("name", Text.AsNonNull, static source => ((FieldDefinition)source).Name),
            Pure("description", Text, static source => ((FieldDefinition)source).Description),
            Listing("args", InputValue, static (source, all) => ((FieldDefinition)source).Arguments.Where(argument => all || argument.DeprecationReason is null).ToArray(), isNonNull: true),
            Pure("type", Type.AsNonNull, static source => ((FieldDefinition)source).Type),
            Pure("isDeprecated", Flag, static source => ((FieldDefinition)source).DeprecationReason is not null),
            Pure("deprecationReason", Text, static source => ((FieldDefinition)source).DeprecationReason),
        ];
        InputValue.Fields =
        [
            Pure("name", Text.AsNonNull, static source => ((InputValueDefinition)source).Name),
            Pure("description", Text, static source => ((InputValueDefinition)source).Description),
            Pure("type", Type.AsNonNull, static source => ((InputValueDefinition)source).Type),
            Pure("defaultValue", Text, static source => ((InputValueDefinition)source).DefaultValue is { } value ? AstPrinter.Print(value) : null),
            Pure("isDeprecated", Flag, static source => ((InputValueDefinition)source).DeprecationReason is not null),
            Pure("deprecationReason", Text, static source => ((InputValueDefinition)source).DeprecationReason),
        ];
        EnumValue.Fields =
        [
            Pure("name", Text.AsNonNull, static source => ((EnumValueDefinition)source).Name),
            Pure("description", Text, static source => ((EnumValueDefinition)source).Description),
            Pure("isDeprecated", Flag, static source => ((EnumValueDefinition)source).DeprecationReason is not null),
            Pure("deprecationReason", Text, static source => ((EnumValueDefinition)source).DeprecationReason),
        ];
        Directive.Fields =
        [
            Pure("name", Text.AsNonNull, static source => ((DirectiveDefinition)source).Name),
            Pure("description", Text, static source => ((DirectiveDefinition)source).Description),
            Pure("isRepeatable", Flag, static source => ((DirectiveDefinition)source).IsRepeatable),
            Pure("locations", DirectiveLocation.AsNonNull.AsList.AsNonNull, static source => ((DirectiveDefinition)source).Locations),
            Listing("args", InputValue, static (source, all) => ((DirectiveDefinition)source).Arguments.Where(argument => all || argument.DeprecationReason is null).ToArray(), isNonNull: true),
        ];
    }

    /// <summary>Gets every introspection type; part of every schema.</summary>
    public static IReadOnlyList<NamedType> All => [SchemaType, Type, Field, InputValue, EnumValue, Directive, TypeKind, DirectiveLocation];

    /// <summary>Gets <c>__typename</c>, a field of every object, interface and union.</summary>
    public static FieldDefinition TypeNameField { get; } = new() { Name = "__typename", Type = Text.AsNonNull };

    /// <summary>Gets <c>__schema</c>, a field of the query root.</summary>
    public static FieldDefinition SchemaField { get; } = new()
    {
        Name = "__schema",
        Type = SchemaType.AsNonNull,
        Resolver = static context => ValueTask.FromResult<object?>(context.Request.Schema),
    };

    /// <summary>Gets <c>__type(name:)</c>, a field of the query root.</summary>
    public static FieldDefinition TypeField { get; } = new()
    {
        Name = "__type",
        Type = Type,
        Arguments = [new() { Name = "name", Type = Text.AsNonNull }],
        Resolver = static context => ValueTask.FromResult<object?>(context.Request.Schema.FindType(context.ArgumentValue<string>("name")!)),
    };

    private static string KindOf(GraphQLType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };

    private static ObjectType ObjectOf(string name, string description) => new() { Name = name, Description = description, IsBuiltIn = true };

    private static EnumType EnumOf(string name, string description, params string[] values) =>
        new([.. values.Select(value => new EnumValueDefinition { Name = value, Value = value })]) { Name = name, Description = description, IsBuiltIn = true };

    private static FieldDefinition Pure(string name, GraphQLType type, Func<object, object?> getter) => new() { Name = name, Type = type, Getter = getter };

    private static FieldDefinition Listing(string name, NamedType item, Func<object, bool, object?> list, bool isNonNull = false) => new()
    {
        Name = name,
        Type = isNonNull ? item.AsNonNull.AsList.AsNonNull : item.AsNonNull.AsList,
        Arguments = [IncludeDeprecated],
        Resolver = context => ValueTask.FromResult(list(context.Source!, context.ArgumentValue<bool>("includeDeprecated"))), // never a root field
    };
}
