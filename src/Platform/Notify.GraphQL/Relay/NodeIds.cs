using System.Globalization;
using Notify.GraphQL.Types.Relay;

namespace Notify.GraphQL.Building;

/// <summary>Turns ids of the application into those that clients see, and back. Without global identification both are the same text.</summary>
internal sealed class NodeIds(INodeIdSerializer? serializer)
{
    public bool AreGlobal => serializer is not null;

    public static bool Reads(Type type) => type == typeof(string) || type == typeof(Guid) || type == typeof(int) || type == typeof(long);

    public string Format(string typeName, object value)
    {
        var text = value switch
        {
            string own => own,
            Guid id => id.ToString("D"),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return serializer?.Format(typeName, text) ?? text;
    }

    /// <summary>Reads an id as a .NET type; <paramref name="typeName"/> is the type it must belong to, or null for any.</summary>
    /// <exception cref="GraphQLException">It is no id, or one of another type.</exception>
    public object Parse(string id, string? typeName, Type type)
    {
        if (serializer is null)
        {
            return Value(id, type) ?? throw Invalid("The id cannot be read.");
        }

        var (found, value) = Split(id);
        if (typeName is not null && found != typeName)
        {
            throw Invalid($"The id belongs to the type '{found}', but an id of the type '{typeName}' is expected.");
        }

        return Value(value, type) ?? throw Invalid("The id cannot be read.");
    }

    /// <summary>Takes a global id apart.</summary>
    /// <exception cref="GraphQLException">It is no id.</exception>
    public (string TypeName, string Value) Split(string id) =>
        serializer is not null && serializer.TryParse(id, out var typeName, out var value) ? (typeName, value) : throw Invalid("The id cannot be read.");

    public static object? Value(string text, Type type)
    {
        if (type == typeof(Guid))
        {
            return Guid.TryParse(text, out var id) ? id : null;
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return text;
    }

    public static GraphQLException Invalid(string message) => new(ErrorBuilder.New().SetMessage(message).SetCode(ErrorCodes.InvalidId).Build());
}
