using System.Reflection;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Building;

/// <summary>Which members of a class become fields.</summary>
internal static class MemberCollector
{
    private static readonly HashSet<string> NeverFields = ["GetHashCode", "Equals", "ToString", "GetType", "Deconstruct", "CompareTo", "Dispose", "DisposeAsync", "GetEnumerator"];

    /// <summary>Lists the properties and methods of a class whose values are shown.</summary>
    public static IEnumerable<MemberInfo> Own(Type type)
    {
        var flags = BindingFlags.Public | BindingFlags.Instance;
        if (type.GetCustomAttribute<ObjectTypeAttribute>() is { IncludeStaticMembers: true })
        {
            flags |= BindingFlags.Static;
        }

        var sources = type.IsInterface ? type.GetInterfaces().Prepend(type) : [type];
        return sources.SelectMany(source => Of(source, flags)).Where(member => member.DeclaringType?.Assembly != typeof(object).Assembly || IsMessage(member)).DistinctBy(member => member.Name + (member as MethodInfo)?.GetParameters().Length);
    }

    /// <summary>Lists the members of a class that extends a type.</summary>
    public static IEnumerable<MemberInfo> Extension(Type type, bool includeStatic) =>
        Of(type, BindingFlags.Public | BindingFlags.Instance | (includeStatic ? BindingFlags.Static : 0)).Where(member => member.DeclaringType != typeof(object));

    private static IEnumerable<MemberInfo> Of(Type type, BindingFlags flags) =>
    [
        .. type.GetProperties(flags).Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !IsIgnored(property)),
        .. type.GetMethods(flags).Where(method => IsField(method) && !IsIgnored(method)),
    ];

    private static bool IsField(MethodInfo method) =>
        !method.IsSpecialName && !method.IsGenericMethodDefinition && !method.Name.Contains('<', StringComparison.Ordinal)
        && !NeverFields.Contains(method.Name)
        && !Array.Exists(method.GetParameters(), parameter => parameter.ParameterType.IsByRef);

    private static bool IsMessage(MemberInfo member) => member is PropertyInfo { Name: nameof(Exception.Message) } && typeof(Exception).IsAssignableFrom(member.DeclaringType);

    private static bool IsIgnored(MemberInfo member) => member.IsDefined(typeof(GraphQLIgnoreAttribute));
}
