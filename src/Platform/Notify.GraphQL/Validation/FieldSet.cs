using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>The fields of a selection set, inline fragments included, and the fragments it spreads.</summary>
internal sealed class FieldSet
{
    private const int FewFields = 12; // from here on they are found by hash
    private Dictionary<string, int>? firsts;
    private int[] nexts = [];

    public List<FieldEntry> Entries { get; } = [];

    /// <summary>Gets the fragments, each once.</summary>
    public List<FragmentInfo> Spreads { get; } = [];

    /// <summary>Ends the collection: many fields are found by hash from here on.</summary>
    public void Seal()
    {
        if (Entries.Count <= FewFields)
        {
            return;
        }

        firsts = new Dictionary<string, int>(Entries.Count, StringComparer.Ordinal);
        nexts = new int[Entries.Count];
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            nexts[i] = firsts.GetValueOrDefault(Entries[i].ResponseName, -1);
            firsts[Entries[i].ResponseName] = i;
        }
    }

    /// <summary>Finds the first field of a response name; negative when there is none.</summary>
    public int First(string name) => firsts is null ? Scan(name, 0) : firsts.GetValueOrDefault(name, -1);

    /// <summary>Finds the next field of the same response name; negative when there is none.</summary>
    public int Next(int index) => firsts is null ? Scan(Entries[index].ResponseName, index + 1) : nexts[index];

    private int Scan(string name, int start)
    {
        for (var i = start; i < Entries.Count; i++)
        {
            if (Entries[i].ResponseName == name)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A field with the type it is selected on and its definition; either is null when unknown.</summary>
internal readonly record struct FieldEntry(FieldNode Node, NamedType? Parent, FieldDefinition? Definition)
{
    public string ResponseName => Node.ResponseName;
}

/// <summary>Two fields of one response name that cannot be merged, with those inside them that are why.</summary>
internal sealed record MergeConflict(string ResponseName, string Reason, List<FieldNode> First, List<FieldNode> Second);
