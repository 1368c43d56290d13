using System.Globalization;
using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Schemas;

/// <summary>A scalar that takes every value, as graphql-js makes of one that is only declared.</summary>
internal static class AnyScalar
{
    public static ScalarType Named(string name, string? description, string? specifiedBy) => new()
    {
        Name = name,
        Description = description,
        SpecifiedBy = specifiedBy,
        ParseLiteral = literal => Read(literal)!, // a scalar is never asked about null
        ParseJson = json => json.Clone(),
        Write = static (value, buffer) => buffer.WriteRaw(JsonSerializer.SerializeToUtf8Bytes(value)),
    };

    private static object? Read(ValueNode literal) => literal switch
    {
        IntValueNode number => long.Parse(number.Value, CultureInfo.InvariantCulture),
        FloatValueNode number => double.Parse(number.Value, CultureInfo.InvariantCulture),
        StringValueNode text => text.Value,
        BooleanValueNode boolean => boolean.Value,
        EnumValueNode name => name.Value,
        ListValueNode list => Array.ConvertAll(list.Items, Read),
        ObjectValueNode @object => @object.Fields.ToDictionary(field => field.Name.Value, field => Read(field.Value)),
        _ => null,
    };
}
