using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>The number types of .NET that GraphQL has no scalar for.</summary>
internal static class NumberScalars
{
    public static readonly ScalarType Long = Whole<long>("Long", "A signed 64-bit integer.", "a 64-bit integer");

    public static readonly ScalarType Short = Whole<short>("Short", "A signed 16-bit integer.", "a 16-bit integer");

    public static readonly ScalarType Byte = Whole<byte>("Byte", "An unsigned 8-bit integer.", "an integer from 0 to 255");

    public static readonly ScalarType Decimal = new()
    {
        Name = "Decimal",
        Description = "A decimal number of up to 28 digits, kept exactly.",
        RuntimeType = typeof(decimal),
        ParseLiteral = static node => node switch
        {
            IntValueNode literal when TryReadDecimal(literal.Value, out var value) => value,
            FloatValueNode literal when TryReadDecimal(literal.Value, out var value) => value,
            _ => throw BuiltInScalars.Misfit("Decimal", "a decimal number", node),
        },
        ParseJson = static json => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var value)
            ? value : throw BuiltInScalars.Misfit("Decimal", "a decimal number", json),
        Write = static (value, buffer) => buffer.WriteDecimal(value is decimal number ? number : throw BuiltInScalars.BadResult("Decimal", value)),
        ToLiteral = static value => new FloatValueNode { Start = 0, Value = ((decimal)value).ToString(CultureInfo.InvariantCulture) },
    };

    private static ScalarType Whole<T>(string name, string description, string expected)
        where T : struct, IBinaryInteger<T> => new()
        {
            Name = name,
            Description = description,
            RuntimeType = typeof(T),
            ParseLiteral = node => node is IntValueNode literal && T.TryParse(literal.Value, CultureInfo.InvariantCulture, out var value)
                ? value : throw BuiltInScalars.Misfit(name, expected, node),
            ParseJson = json => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number) && number == decimal.Floor(number) && Fits<T>(number)
                ? T.CreateChecked(number) : throw BuiltInScalars.Misfit(name, expected, json),
            Write = (value, buffer) => buffer.WriteInt64(value is T number ? long.CreateChecked(number) : throw BuiltInScalars.BadResult(name, value)),
            ToLiteral = value => new IntValueNode { Start = 0, Value = ((T)value).ToString(null, CultureInfo.InvariantCulture) },
        };

    private static bool Fits<T>(decimal number)
        where T : struct, IBinaryInteger<T> => decimal.CreateChecked(T.CreateSaturating(number)) == number;

    private static bool TryReadDecimal(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
