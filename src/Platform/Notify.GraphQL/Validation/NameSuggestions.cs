using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>Proposes names near to one that does not exist. Only asked when <see cref="ValidationOptions.SuggestNames"/>.</summary>
internal static class NameSuggestions
{
    private const int MaxSuggestions = 5;
    private const int MaxLength = 100; // a longer name is no typing mistake

    /// <summary>Answers <c> Did you mean 'a' or 'b'?</c>, with a leading space; empty when nothing is near.</summary>
    public static string For(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxLength)
        {
            return "";
        }

        var tolerance = (int)(name.Length * 0.4) + 1;
        return Phrase([.. candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= tolerance)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(MaxSuggestions)
            .Select(candidate => candidate.Name)]);
    }

    /// <summary>Proposes, for a field unknown on an abstract type, the types that have it; or else fields of a near name.</summary>
    public static string ForField(Schema schema, NamedType parent, string name)
    {
        if (parent is InterfaceType or UnionType)
        {
            string[] types =
            [
                .. schema.PossibleTypes(parent).Where(type => type.FindField(name) is not null)
                    .Select(type => type.Name).Order(StringComparer.Ordinal).Take(MaxSuggestions),
            ];
            if (types.Length > 0)
            {
                return $" Did you mean to use an inline fragment on {Join(types)}?";
            }
        }

        return parent is ComplexType complex ? For(name, complex.Fields.Select(field => field.Name)) : "";
    }

    private static string Phrase(string[] names) => names.Length == 0 ? "" : $" Did you mean {Join(names)}?";

    private static string Join(string[] names) => string.Join(" or ", names.Select(name => $"'{name}'"));

    /// <summary>Counts the letters to insert, delete or exchange, whatever their case.</summary>
    private static int Distance(string first, string second)
    {
        var previous = new int[second.Length + 1];
        var current = new int[second.Length + 1];
        for (var j = 0; j <= second.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var isSame = char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (isSame ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[second.Length];
    }
}
