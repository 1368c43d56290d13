using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Notify.GraphQL.Language;

/// <summary>Prints values and type references as GraphQL writes them.</summary>
internal static class AstPrinter
{
    public static string Print(ValueNode value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    public static string Print(TypeNode type) => type switch
    {
        NamedTypeNode named => named.Name,
        ListTypeNode list => $"[{Print(list.OfType)}]",
        NonNullTypeNode wrapper => $"{Print(wrapper.OfType)}!",
        _ => throw new ArgumentException($"A {type.GetType().Name} is not a type reference.", nameof(type)),
    };

    /// <summary>Prints a string literal on one line, with the escapes of the specification.</summary>
    public static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or (>= '\u007f' and <= '\u009f') => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static void Append(StringBuilder text, ValueNode value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case IntValueNode literal: text.Append(literal.Value); break;
            case FloatValueNode literal: text.Append(literal.Value); break;
            case StringValueNode literal: AppendString(text, literal.Value); break;
            case BooleanValueNode literal: text.Append(literal.Value ? "true" : "false"); break;
            case NullValueNode: text.Append("null"); break;
            case EnumValueNode literal: text.Append(literal.Value); break;
            case VariableNode variable: text.Append('$').Append(variable.Name.Value); break;
            case ListValueNode list: AppendList(text, list); break;
            case ObjectValueNode literal: AppendObject(text, literal); break;
            default: throw new ArgumentException($"A {value.GetType().Name} is not a value.", nameof(value));
        }
    }

    private static void AppendList(StringBuilder text, ListValueNode list)
    {
        text.Append('[');
        for (var i = 0; i < list.Items.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, list.Items[i]);
        }

        text.Append(']');
    }

    private static void AppendObject(StringBuilder text, ObjectValueNode literal)
    {
        if (literal.Fields.Length == 0)
        {
            text.Append("{}");
            return;
        }

        text.Append("{ ");
        for (var i = 0; i < literal.Fields.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(literal.Fields[i].Name.Value).Append(": ");
            Append(text, literal.Fields[i].Value);
        }

        text.Append(" }");
    }
}
