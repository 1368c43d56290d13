using System.Globalization;
using System.Text;
using Notify.GraphQL.Language;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>Values that follow from where they stand and from what was asked: the twin of <c>lib/values.mjs</c>.</summary>
internal sealed class PlacedValues
{
    private Schema? schema;

    /// <summary>Builds a schema whose fields answer such values: some by waiting, some at once, some by being read.</summary>
    public static Schema Build(string sdl)
    {
        var values = new PlacedValues();
        return values.schema = new SchemaFromSdl(sdl).ResolveOthers(values.ResolverOf, values.GetterOf).Build();
    }

    private FieldResolver? ResolverOf(string type, FieldDefinitionNode node)
    {
        var choice = Hash($"{type}.{node.Name.Value}") % 3;
        if (choice == 0 && node.Arguments.Length == 0 && type is not ("Query" or "Mutation"))
        {
            return null;
        }

        return async context =>
        {
            if (choice == 1)
            {
                await Task.Yield();
            }

            return ValueOf(context.Field.Definition, context.Source, context.Arguments);
        };
    }

    private Func<object, object?> GetterOf(string type, FieldDefinitionNode node) =>
        source => ValueOf(((ComplexType)schema!.FindType(type)!).FindField(node.Name.Value)!, source, []); // built by the time values are read

    private object? ValueOf(FieldDefinition field, object? source, object?[] arguments)
    {
        var parent = source is IReadOnlyDictionary<string, object?> entries ? entries["key"] : "root";
        var key = $"{parent}/{field.Coordinate}({Print(field.Arguments, arguments)})";
        return Hash(key) % 23 == 0 ? throw new InvalidOperationException($"No value at {key}.") : ValueAt(field.Type, key);
    }

    private object? ValueAt(GraphQLType type, string key)
    {
        var number = Hash(key);
        if (number % 100 < (type is NonNullType ? 2 : 8))
        {
            return null;
        }

        if (type.Nullable is ListType list)
        {
            return Enumerable.Range(0, (int)(number % 4)).Select(index => ValueAt(list.OfType, $"{key}/{index}")).ToArray();
        }

        if (type.Named is ScalarType or EnumType)
        {
            return LeafAt(type.Named, number);
        }

        string[] possible = [.. schema!.PossibleTypes(type.Named).Select(candidate => candidate.Name).Order(StringComparer.Ordinal)]; // as above
        return new Dictionary<string, object?>
        {
            ["__typename"] = number % 61 == 0 ? "Nothing" : possible[number % possible.Length],
            ["key"] = number.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static object LeafAt(NamedType type, uint number) => type.Name switch
    {
        "Int" => number % 37 == 0 ? "no integer" : (int)(number & 0xffff),
        "Float" => number % 1000 / 8.0,
        "Boolean" => number % 2 == 0,
        "ID" => $"id-{number}",
        "String" => $"text {number}",
        _ => number % 41 == 0 ? "PINK" : ((EnumType)type).Values[(int)(number % 3)].Value,
    };

    private static uint Hash(string text)
    {
        var value = 0x811c9dc5;
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            value = (value ^ unit) * 0x01000193;
        }

        return value;
    }

    private static string Print(IReadOnlyList<InputValueDefinition> definitions, object?[] values) =>
        string.Join(';', values.Select((value, i) => (Value: value, Definition: definitions[i]))
            .Where(given => !ReferenceEquals(given.Value, InputObjectValue.Missing))
            .Select(given => $"{given.Definition.Name}={Print(given.Value)}"));

    private static string Print(object? value) => value switch
    {
        null => "null",
        object?[] list => $"[{string.Join(',', list.Select(Print))}]",
        InputObjectValue input => $"{{{Print(input.Type.Fields, input.Values)}}}",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
