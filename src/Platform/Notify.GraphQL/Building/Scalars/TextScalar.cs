using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>
/// Makes scalars that travel as strings. Where <c>expected</c> is given it is what clients are told, since the messages of the
/// framework repeat the text, which may be personal.
/// </summary>
internal static class TextScalar
{
    public static ScalarType Create<T>(string name, Func<string, T> parse, Func<T, string> format, string? description, string? specifiedBy, string? expected = null)
        where T : notnull => new()
        {
            Name = name,
            Description = description,
            SpecifiedBy = specifiedBy,
            RuntimeType = typeof(T),
            ParseLiteral = node => node is StringValueNode literal ? Read(name, parse, literal.Value, expected) : throw BuiltInScalars.Misfit(name, "a string", node),
            ParseJson = json => json.ValueKind == JsonValueKind.String ? Read(name, parse, BuiltInScalars.ReadText(json), expected) : throw BuiltInScalars.Misfit(name, "a string", json),
            Write = (value, buffer) => buffer.WriteString(value is T typed ? format(typed) : throw BuiltInScalars.BadResult(name, value)),
            ToLiteral = value => new StringValueNode { Start = 0, Value = value is T typed ? format(typed) : throw BuiltInScalars.BadResult(name, value) },
        };

    private static object Read<T>(string name, Func<string, T> parse, string text, string? expected)
        where T : notnull
    {
        try
        {
            return parse(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw new LeafException(expected is null ? $"{name} cannot read the text: {exception.Message}" : $"{name} expects {expected}.");
        }
    }
}
