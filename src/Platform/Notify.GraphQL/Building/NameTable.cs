using System.Text.RegularExpressions;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.Building;

/// <summary>Every named type of the schema, each name once.</summary>
internal sealed partial class NameTable
{
    private readonly BuildContext context;
    private readonly Dictionary<string, (NamedType Type, string Origin)> types = new(StringComparer.Ordinal);

    public NameTable(BuildContext context)
    {
        this.context = context;
        foreach (var type in IntrospectionTypes.All.Concat(BuiltInScalars.All))
        {
            types.Add(type.Name, (type, "the specification"));
        }
    }

    public IReadOnlyCollection<NamedType> All => [.. types.Values.Select(entry => entry.Type)];

    public NamedType? Find(string name) => types.TryGetValue(name, out var entry) ? entry.Type : null;

    /// <summary>Takes a name for a type; a name that is taken already is a problem.</summary>
    public T Add<T>(T type, string origin)
        where T : NamedType
    {
        if (!Pattern().IsMatch(type.Name) || type.Name.StartsWith("__", StringComparison.Ordinal))
        {
            context.Problem($"'{type.Name}', the name of {origin}, is not a name of GraphQL. Give it letters, digits and underscores, not two underscores first, with [GraphQLName].");
        }
        else if (types.TryGetValue(type.Name, out var taken))
        {
            context.Problem($"The type name '{type.Name}' is given twice, to {taken.Origin} and to {origin}. Rename one of them with [GraphQLName].");
        }
        else
        {
            types.Add(type.Name, (type, origin));
        }

        return type;
    }

    public ScalarType AddScalar(ScalarType scalar) =>
        ReferenceEquals(Find(scalar.Name), scalar) ? scalar : Add(scalar, $"the scalar for {Naming.Readable(scalar.RuntimeType ?? typeof(string))}");

    [GeneratedRegex("^[_A-Za-z][_0-9A-Za-z]*$")]
    private static partial Regex Pattern();
}
