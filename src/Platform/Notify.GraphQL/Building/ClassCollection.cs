using System.Reflection;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Relay;

namespace Notify.GraphQL.Building;

/// <summary>The classes that were registered, sorted by what they contribute.</summary>
internal sealed class ClassCollection
{
    private readonly Dictionary<OperationType, List<Type>> roots = [];
    private readonly Dictionary<Type, List<Type>> extensionsByType = [];
    private readonly Dictionary<string, List<Type>> extensionsByName = new(StringComparer.Ordinal);
    private readonly List<Type> outputs = [];
    private readonly List<Type> inputs = [];
    private readonly Type[] concrete;

    public ClassCollection(BuildContext context)
    {
        var configuration = context.Configuration;
        var scanned = configuration.Assemblies.Distinct().SelectMany(TypesOf).Where(IsMarked);
        foreach (var type in configuration.Types.Concat(scanned).Distinct())
        {
            Sort(type);
        }

        concrete = [.. configuration.Types.Select(type => type.Assembly).Concat(configuration.Assemblies).Distinct()
            .SelectMany(TypesOf)
            .Where(type => type is { IsAbstract: false, IsInterface: false, IsGenericTypeDefinition: false } && !type.IsDefined(typeof(GraphQLIgnoreAttribute)))];
    }

    /// <summary>Gets plain classes, interfaces, unions and enums that are part of the schema even if no field reaches them.</summary>
    public IReadOnlyList<Type> Outputs => outputs;

    public IReadOnlyList<Type> Inputs => inputs;

    public IReadOnlyList<Type> Roots(OperationType operation) => roots.GetValueOrDefault(operation) ?? [];

    public IReadOnlyList<Type> Extensions(Type type) => extensionsByType.GetValueOrDefault(type) ?? [];

    public IReadOnlyList<Type> Extensions(string typeName) => extensionsByName.GetValueOrDefault(typeName) ?? [];

    public IReadOnlyCollection<string> ExtendedNames => extensionsByName.Keys;

    public IReadOnlyCollection<Type> ExtendedTypes => extensionsByType.Keys;

    /// <summary>Finds the classes of the registered assemblies whose values fit an interface or abstract class.</summary>
    public IEnumerable<Type> Implementers(Type type) => concrete.Where(type.IsAssignableFrom);

    private static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetTypes();

    private static bool IsMarked(Type type) => type.GetCustomAttributes(inherit: false).Any(attribute =>
        attribute is QueryTypeAttribute or MutationTypeAttribute or SubscriptionTypeAttribute or ObjectTypeAttribute or ExtendObjectTypeAttribute
            or InterfaceTypeAttribute or UnionTypeAttribute or EnumTypeAttribute or InputObjectTypeAttribute or NodeAttribute
        || (attribute.GetType() is { IsGenericType: true } generic
            && (generic.GetGenericTypeDefinition() == typeof(ObjectTypeAttribute<>) || generic.GetGenericTypeDefinition() == typeof(ExtendObjectTypeAttribute<>))));

    private void Sort(Type type)
    {
        var contributes = false;
        foreach (var attribute in type.GetCustomAttributes(inherit: true))
        {
            contributes |= attribute switch
            {
                QueryTypeAttribute => Add(roots, OperationType.Query, type),
                MutationTypeAttribute => Add(roots, OperationType.Mutation, type),
                SubscriptionTypeAttribute => Add(roots, OperationType.Subscription, type),
                ExtendObjectTypeAttribute { Operation: { } operation } => Add(roots, operation, type),
                ExtendObjectTypeAttribute { ExtendsType: { } extended } => Add(extensionsByType, extended, type),
                ExtendObjectTypeAttribute { Name: var name } => AddByName(name ?? type.Name, type),
                _ when attribute.GetType() is { IsGenericType: true } generic && IsExtension(generic) =>
                    Add(extensionsByType, generic.GetGenericArguments()[0], type),
                _ => false,
            };
        }

        if (type.IsDefined(typeof(InputObjectTypeAttribute)))
        {
            inputs.Add(type);
        }
        else if (!contributes)
        {
            outputs.Add(type);
        }
    }

    private bool AddByName(string name, Type type) =>
        Enum.TryParse<OperationType>(name, out var operation) ? Add(roots, operation, type) : Add(extensionsByName, name, type);

    private static bool IsExtension(Type attribute)
    {
        var definition = attribute.GetGenericTypeDefinition();
        return definition == typeof(ObjectTypeAttribute<>) || definition == typeof(ExtendObjectTypeAttribute<>);
    }

    private static bool Add<TKey>(Dictionary<TKey, List<Type>> groups, TKey key, Type type)
        where TKey : notnull
    {
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = [];
        }

        group.Add(type);
        return true;
    }
}
