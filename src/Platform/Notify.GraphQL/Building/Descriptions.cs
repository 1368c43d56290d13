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
            MethodInfo method => docs.OfMethod(method),
            PropertyInfo property => docs.OfProperty(property),
            _ => null,
        };

    public static string? OfParameter(ParameterInfo parameter, XmlDocs docs) =>
        parameter.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? docs.OfParameter(parameter);

    public static string? Deprecation(ICustomAttributeProvider element) =>
        Attribute<GraphQLDeprecatedAttribute>(element)?.DeprecationReason
        ?? (Attribute<ObsoleteAttribute>(element) is { } obsolete ? obsolete.Message ?? BuiltInDirectives.DefaultDeprecationReason : null);

    private static T? Attribute<T>(ICustomAttributeProvider element)
        where T : Attribute => (T?)element.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault();
}
