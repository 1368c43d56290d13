using System.Reflection;
using System.Text.Json;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Building;

/// <summary>How names of C# become names of GraphQL.</summary>
internal static class Naming
{
    public static string OfType(Type type)
    {
        var given = type.GetCustomAttribute<GraphQLNameAttribute>()?.Name
            ?? type.GetCustomAttribute<ObjectTypeAttribute>()?.Name
            ?? type.GetCustomAttribute<InterfaceTypeAttribute>()?.Name
            ?? type.GetCustomAttribute<UnionTypeAttribute>()?.Name
            ?? type.GetCustomAttribute<EnumTypeAttribute>()?.Name;
        return given ?? PlainName(type);
    }

    public static string OfInput(Type type)
    {
        var given = type.GetCustomAttribute<InputObjectTypeAttribute>()?.Name ?? type.GetCustomAttribute<GraphQLNameAttribute>()?.Name;
        if (given is not null)
        {
            return given;
        }

        var name = PlainName(type);
        return name.EndsWith("Input", StringComparison.Ordinal) ? name : $"{name}Input";
    }

    public static string OfMember(MemberInfo member)
    {
        if (member.GetCustomAttribute<GraphQLNameAttribute>() is { } given)
        {
            return given.Name;
        }

        var name = member.Name;
        if (member is MethodInfo method)
        {
            name = name.Length > 3 && name.StartsWith("Get", StringComparison.Ordinal) && char.IsUpper(name[3]) ? name[3..] : name;
            name = name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) && IsAwaitable(method.ReturnType) ? name[..^5] : name;
        }

        return Camel(name);
    }

    public static string OfParameter(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<GraphQLNameAttribute>()?.Name
        ?? parameter.GetCustomAttribute<ArgumentAttribute>()?.Name
        ?? Camel(parameter.Name!); // parameters of C# methods have names

    public static string OfEnumValue(FieldInfo value) =>
        value.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.Name);

    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public static string Readable(Type type) => type switch
    {
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Readable))}>",
        { IsArray: true } => $"{Readable(type.GetElementType()!)}[]", // an array has an element type
        _ => type.Name,
    };

    public static string Readable(MemberInfo member) => $"{Readable(member.DeclaringType ?? member.ReflectedType!)}.{member.Name}"; // members of classes have one

    private static string PlainName(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}Of{string.Join("And", type.GetGenericArguments().Select(OfType))}"
        : typeof(Exception).IsAssignableFrom(type) && type.Name.EndsWith("Exception", StringComparison.Ordinal) ? $"{type.Name[..^9]}Error"
        : type.Name;

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Task<>) || definition == typeof(ValueTask<>) || definition == typeof(IAsyncEnumerable<>)));
}
