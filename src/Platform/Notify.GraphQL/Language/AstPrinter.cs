using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Notify.GraphQL.Language;

/// <summary>Prints literals and type references as GraphQL text.</summary>
internal static class AstPrinter
{
    /// <summary>Lists and objects longer than this are broken, one item a line.</summary>
    private const int MaxLineLength = 80;

    public static string Print(ValueNode value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return value switch
        {
            VariableNode variable => $"${variable.Name.Value}",
            IntValueNode integer => integer.Value,
            FloatValueNode number => number.Value,
            StringValueNode text => PrintString(text.Value),
            BooleanValueNode boolean => boolean.Value ? "true" : "false",
            NullValueNode => "null",
            EnumValueNode name => name.Value,
            ListValueNode list => PrintItems("[", [.. list.Items.Select(Print)], "]"),
            ObjectValueNode @object => PrintItems("{ ", [.. @object.Fields.Select(field => $"{field.Name.Value}: {Print(field.Value)}")], " }"),
            _ => throw new InvalidOperationException($"{value.GetType().Name} is no literal."),
        };
    }

    public static string Print(TypeNode type) => type switch
    {
        NamedTypeNode named => named.Name,
        ListTypeNode list => $"[{Print(list.OfType)}]",
        NonNullTypeNode nonNull => $"{Print(nonNull.OfType)}!",
        _ => throw new InvalidOperationException($"{type.GetType().Name} is no type reference."),
    };

    /// <summary>Quotes a text, escaping quotes, backslashes and control characters.</summary>
    public static string PrintString(string value)
    {
        var result = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when char.IsControl(c) => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    private static string PrintItems(string open, string[] items, string close)
    {
        var line = $"{open}{string.Join(", ", items)}{close}";
        if (line.Length <= MaxLineLength)
        {
            return line;
        }

        var indented = string.Join("\n", items).Replace("\n", "\n  ", StringComparison.Ordinal);
        return $"{open.TrimEnd()}\n  {indented}\n{close.TrimStart()}";
    }
}
