using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Says which types implement which interfaces, and gives them the fields that C# gives them through the interface alone.</summary>
internal static class InterfaceLinker
{
    public static void Link(BuildContext context, Dictionary<ComplexType, List<FieldDefinition>> fields)
    {
        var faces = fields.Keys.OfType<InterfaceType>().Where(face => face.RuntimeType is not null).ToArray();
        foreach (var (type, own) in fields.Where(entry => entry.Key.RuntimeType is not null).ToArray())
        {
            var implemented = Array.FindAll(faces, face => !ReferenceEquals(face, type) && face.RuntimeType!.IsAssignableFrom(type.RuntimeType)); // only faces of .NET types
            type.Interfaces = [.. type.Interfaces, .. implemented];
            foreach (var face in implemented)
            {
                Inherit(context, type, own, face);
            }
        }
    }

    private static void Inherit(BuildContext context, ComplexType type, List<FieldDefinition> own, InterfaceType face)
    {
        var scope = new FieldScope(type.Name, face.RuntimeType!, face.RuntimeType!) { IsAbstract = type is InterfaceType }; // only faces of .NET types
        foreach (var (member, memberScope) in context.Fields.MembersOf(face.RuntimeType!, scope))
        {
            if (!own.Exists(field => field.Name == Naming.OfMember(member)))
            {
                own.Add(context.Fields.Build(member, memberScope));
            }
        }
    }
}
