using System.Collections;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Prints default values of C# as literals.</summary>
internal static class Literals
{
    /// <exception cref="LeafException">The value cannot be said in a literal of the type.</exception>
    public static ValueNode Of(object? value, GraphQLType type)
    {
        if (value is null)
        {
            return new NullValueNode { Start = 0 };
        }

        return type.Nullable switch
        {
            ListType list when value is IEnumerable items => new ListValueNode { Start = 0, Items = [.. items.Cast<object?>().Select(item => Of(item, list.OfType))] },
            EnumType @enum => new EnumValueNode { Start = 0, Value = (@enum.FindByValue(value) ?? throw new LeafException($"{@enum.Name} has no value for {value}.")).Name },
            ScalarType { ToLiteral: { } print } => print(value),
            _ => throw new LeafException($"a default of the type {type} cannot be written in the schema."),
        };
    }
}
