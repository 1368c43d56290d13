using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Finds what anybody may read, for a test that allows no such field by oversight.</summary>
internal static class UnprotectedFields
{
    /// <summary>
    /// Lists root fields and resolvers that no rule guards: neither one of their own or of the type that declares them, nor one of
    /// every type that they may answer. Properties are left out: whoever reads them has come through one of these.
    /// </summary>
    public static IReadOnlyList<string> Of(Schema schema) =>
    [
        .. schema.Types.OfType<ObjectType>()
            .Where(static type => !type.IsBuiltIn)
            .SelectMany(static type => type.Fields.Select(field => (Type: type, Field: field)))
            .Where(entry => entry.Field.Resolver is not null || IsRoot(schema, entry.Type))
            .Where(entry => entry.Field.Authorization.Count == 0 && entry.Type.Authorization.Count == 0 && !IsGuarded(schema, entry.Field.Type.Named))
            .Select(static entry => entry.Field.Coordinate)
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsRoot(Schema schema, ObjectType type) =>
        ReferenceEquals(type, schema.Query) || ReferenceEquals(type, schema.Mutation) || ReferenceEquals(type, schema.Subscription);

    private static bool IsGuarded(Schema schema, NamedType answer) =>
        schema.PossibleTypes(answer) is { Count: > 0 } types && types.All(static type => type.Authorization.Count > 0);
}
