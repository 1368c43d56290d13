using System.Reflection;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>What the schema says about a class, member or parameter in words.</summary>
internal static class Descriptions
{
    public static string? OfType(Type type, XmlDocs docs) => type.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? docs.OfType(type);

    public static string? OfMember(MemberInfo member, XmlDocs docs) =>
        member.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? member switch
        {
            MethodInfo method => WithoutAccessor(docs.OfMethod(method)),
            PropertyInfo property => WithoutAccessor(docs.OfProperty(property)),
            _ => null,
        };

    /// <summary>Takes away what .NET's documentation of a property begins with, and the schema does not: a field is what it is.</summary>
    private static string? WithoutAccessor(string? summary)
    {
        foreach (var accessor in (ReadOnlySpan<string>)["Gets or sets a value indicating ", "Gets a value indicating ", "Gets or sets ", "Gets "])
        {
            if (summary is not null && summary.Length > accessor.Length && summary.StartsWith(accessor, StringComparison.Ordinal))
            {
                return char.ToUpperInvariant(summary[accessor.Length]) + summary[(accessor.Length + 1)..];
            }
        }

        return summary;
    }

    public static string? OfParameter(ParameterInfo parameter, XmlDocs docs) =>
        parameter.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? docs.OfParameter(parameter);

    public static string? Deprecation(ICustomAttributeProvider element) =>
        Attribute<GraphQLDeprecatedAttribute>(element)?.DeprecationReason
        ?? (Attribute<ObsoleteAttribute>(element) is { } obsolete ? obsolete.Message ?? BuiltInDirectives.DefaultDeprecationReason : null);

    private static T? Attribute<T>(ICustomAttributeProvider element)
        where T : Attribute => (T?)element.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault();
}
