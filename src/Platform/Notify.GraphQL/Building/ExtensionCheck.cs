namespace Notify.GraphQL.Building;

/// <summary>Finds extensions of types that are not there.</summary>
internal static class ExtensionCheck
{
    public static void Check(BuildContext context)
    {
        foreach (var name in context.Classes.ExtendedNames)
        {
            if (context.Names.Find(name) is null)
            {
                context.Problem($"{string.Join(", ", context.Classes.Extensions(name).Select(Naming.Readable))}: [ExtendObjectType] names the type '{name}', which does not exist. Correct the name, or give the .NET type.");
            }
        }
    }
}
