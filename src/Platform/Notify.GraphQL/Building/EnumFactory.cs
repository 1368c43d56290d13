using System.Reflection;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

internal static class EnumFactory
{
    public static EnumType Create(Type type, XmlDocs docs)
    {
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !field.IsDefined(typeof(GraphQLIgnoreAttribute)))
            .Select(field => new EnumValueDefinition
            {
                Name = Naming.OfEnumValue(field),
                Description = field.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? docs.OfField(field),
                DeprecationReason = Descriptions.Deprecation(field),
                Value = field.GetValue(null)!, // a member of an enum has a value
            });
        return new EnumType([.. values]) { Name = Naming.OfType(type), Description = Descriptions.OfType(type, docs), RuntimeType = type };
    }
}
