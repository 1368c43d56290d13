using System.Globalization;
using System.Text.Json;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>The five scalars of the specification (section 3.5), with its rules of what each accepts.</summary>
internal static class BuiltInScalars
{
    public static readonly ScalarType Int = new()
    {
        Name = "Int",
        IsBuiltIn = true,
        Description = "A signed 32-bit integer.",
        RuntimeType = typeof(int),
        ParseLiteral = static node => node is IntValueNode literal && int.TryParse(literal.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value : throw Misfit("Int", "a 32-bit integer", node),
        ParseJson = static json => TryReadInt32(json, out var value) ? value : throw Misfit("Int", "a 32-bit integer", json),
        Write = static (value, buffer) => buffer.WriteInt32(ToInt32(value)),
        ToLiteral = static value => new IntValueNode { Start = 0, Value = ToInt32(value).ToString(CultureInfo.InvariantCulture) },
    };

    public static readonly ScalarType Float = new()
    {
        Name = "Float",
        IsBuiltIn = true,
        Description = "A double-precision number as in IEEE 754; never infinite, never NaN.",
        RuntimeType = typeof(double),
        ParseLiteral = static node => node switch
        {
            IntValueNode literal when TryReadDouble(literal.Value, out var value) => value,
            FloatValueNode literal when TryReadDouble(literal.Value, out var value) => value,
            _ => throw Misfit("Float", "a finite number", node),
        },
        ParseJson = static json => json.ValueKind == JsonValueKind.Number && TryReadDouble(json.GetRawText(), out var value)
            ? value : throw Misfit("Float", "a finite number", json),
        Write = static (value, buffer) => buffer.WriteDouble(ToDouble(value)),
        ToLiteral = static value => ToFloatLiteral(ToDouble(value)),
    };

    public static readonly ScalarType String = new()
    {
        Name = "String",
        IsBuiltIn = true,
        Description = "A text of Unicode characters.",
        RuntimeType = typeof(string),
        ParseLiteral = static node => node is StringValueNode literal ? literal.Value : throw Misfit("String", "a string", node),
        ParseJson = static json => json.ValueKind == JsonValueKind.String ? ReadText(json) : throw Misfit("String", "a string", json),
        Write = static (value, buffer) => buffer.WriteString(ToText(value, "String")),
        ToLiteral = static value => new StringValueNode { Start = 0, Value = ToText(value, "String") },
    };

    public static readonly ScalarType Boolean = new()
    {
        Name = "Boolean",
        IsBuiltIn = true,
        Description = "True or false.",
        RuntimeType = typeof(bool),
        ParseLiteral = static node => node is BooleanValueNode literal ? literal.Value : throw Misfit("Boolean", "true or false", node),
        ParseJson = static json => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw Misfit("Boolean", "true or false", json),
        Write = static (value, buffer) => buffer.WriteBoolean(value is bool flag ? flag : throw BadResult("Boolean", value)),
        ToLiteral = static value => new BooleanValueNode { Start = 0, Value = (bool)value },
    };

    public static readonly ScalarType Id = new()
    {
        Name = "ID",
        IsBuiltIn = true,
        Description = "An opaque identifier, written as a string.",
        ParseLiteral = static node => node switch
        {
            StringValueNode literal => literal.Value,
            IntValueNode literal => literal.Value,
            _ => throw Misfit("ID", "a string or an integer", node),
        },
        ParseJson = static json => json.ValueKind switch
        {
            JsonValueKind.String => ReadText(json),
            JsonValueKind.Number when json.GetRawText() is var raw && raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0 => raw,
            _ => throw Misfit("ID", "a string or an integer", json),
        },
        Write = static (value, buffer) => buffer.WriteString(ToText(value, "ID")),
        ToLiteral = static value => new StringValueNode { Start = 0, Value = ToText(value, "ID") },
    };

    public static readonly IReadOnlyList<ScalarType> All = [Int, Float, String, Boolean, Id];

    /// <summary>Says that a literal does not fit a scalar.</summary>
    public static LeafException Misfit(string scalar, string expected, ValueNode found) =>
        new($"{scalar} expects {expected}, but found {AstPrinter.Print(found)}.");

    /// <summary>Says that a variable's value does not fit a scalar; the value itself is left out, since it may be personal.</summary>
    public static LeafException Misfit(string scalar, string expected, JsonElement found) =>
        new($"{scalar} expects {expected}, but found {Describe(found)}.");

    public static LeafException BadResult(string scalar, object value) =>
        new($"{scalar} cannot represent a value of the .NET type {value.GetType().Name}.");

    /// <summary>Reads a JSON string, refusing one with half a surrogate pair.</summary>
    public static string ReadText(JsonElement json)
    {
        try
        {
            return json.GetString()!; // the caller has checked that it is a string
        }
        catch (InvalidOperationException)
        {
            throw new LeafException("String expects whole Unicode characters, but found half a surrogate pair.");
        }
    }

    private static string Describe(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => found.GetRawText() is { Length: <= 40 } raw ? raw : "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static bool TryReadInt32(JsonElement json, out int value)
    {
        value = 0;
        if (json.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        if (json.TryGetInt32(out value))
        {
            return true;
        }

        if (json.TryGetDouble(out var number) && number == Math.Floor(number) && number is >= int.MinValue and <= int.MaxValue)
        {
            value = (int)number;
            return true;
        }

        return false;
    }

    private static bool TryReadDouble(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static int ToInt32(object value) => value switch
    {
        int number => number,
        short number => number,
        ushort number => number,
        byte number => number,
        sbyte number => number,
        long number when number is >= int.MinValue and <= int.MaxValue => (int)number,
        uint number when number <= int.MaxValue => (int)number,
        bool flag => flag ? 1 : 0,
        double number when number == Math.Floor(number) && number is >= int.MinValue and <= int.MaxValue => (int)number,
        decimal number when number == decimal.Floor(number) && number is >= int.MinValue and <= int.MaxValue => (int)number,
        _ => throw new LeafException($"Int cannot represent the value of a .NET {value.GetType().Name}: it is not a 32-bit integer."),
    };

    private static double ToDouble(object value) => value switch
    {
        double number => number,
        float number => number,
        int number => number,
        long number => number,
        decimal number => (double)number,
        short number => number,
        byte number => number,
        uint number => number,
        _ => throw BadResult("Float", value),
    };

    private static string ToText(object value, string scalar) => value switch
    {
        string text => text,
        Guid id => id.ToString("D"),
        bool flag when scalar == "String" => flag ? "true" : "false",
        IFormattable number when value is int or long or short or byte or uint or ulong => number.ToString(null, CultureInfo.InvariantCulture),
        IFormattable number when scalar == "String" && value is double or float or decimal => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw BadResult(scalar, value),
    };

    private static ValueNode ToFloatLiteral(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0
            ? new IntValueNode { Start = 0, Value = text }
            : new FloatValueNode { Start = 0, Value = text };
    }
}
