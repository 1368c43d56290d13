using System.ComponentModel;
using System.Reflection;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Default values of parameters and properties. A default of null is none: the schema then shows an optional value.</summary>
internal static class ParameterDefaults
{
    public static object? Of(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<DefaultValueAttribute>() is { } given)
        {
            return given.Value;
        }

        if (!parameter.HasDefaultValue || parameter.DefaultValue is null)
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum ? Enum.ToObject(type, parameter.DefaultValue) : parameter.DefaultValue;
    }

    public static ValueNode? Literal(object? value, GraphQLType type, string where, BuildContext context)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            return Literals.Of(value, type);
        }
        catch (Exception exception) when (exception is LeafException or InvalidCastException)
        {
            context.Problem($"{where}: its default value cannot be part of the schema: {exception.Message} Leave the default out.");
            return null;
        }
    }
}
