using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>A fragment, and what the rules found out about it once for all its spreads.</summary>
internal sealed class FragmentInfo(FragmentDefinitionNode node, NamedType? type)
{
    private FragmentSpreadNode[]? spreads;

    public FragmentDefinitionNode Node { get; } = node;

    public string Name => Node.Name.Value;

    /// <summary>Gets the type it is on; null when that is unknown or has no fields.</summary>
    public NamedType? Type { get; } = type;

    /// <summary>Gets the spreads anywhere in it, those of a selection set before those of the sets inside.</summary>
    public FragmentSpreadNode[] Spreads => spreads ??= SpreadsOf(Node.SelectionSet);

    /// <summary>Gets or sets which part of <see cref="ValidationContext.VariableUsages"/> is its own.</summary>
    public Range Variables { get; set; }

    /// <summary>Gets or sets the last operation, counted from 1, that was found to reach it.</summary>
    public int ReachedBy { get; set; }

    /// <summary>Gets or sets what spreading it adds to depth and visits; null until measured.</summary>
    public SelectionMeasure? Measure { get; set; }

    public static FragmentInfo[] Of(Schema schema, DocumentNode document)
    {
        var count = 0;
        foreach (var definition in document.Definitions)
        {
            count += definition is FragmentDefinitionNode ? 1 : 0;
        }

        if (count == 0)
        {
            return [];
        }

        var fragments = new FragmentInfo[count];
        count = 0;
        foreach (var definition in document.Definitions)
        {
            if (definition is FragmentDefinitionNode node)
            {
                var type = schema.FindType(node.TypeCondition.Name);
                fragments[count++] = new FragmentInfo(node, type is ComplexType or UnionType ? type : null);
            }
        }

        return fragments;
    }

    public static FragmentSpreadNode[] SpreadsOf(SelectionSetNode root)
    {
        List<FragmentSpreadNode>? found = null;
        List<SelectionSetNode>? pending = null;
        var set = root;
        while (true)
        {
            foreach (var selection in set.Selections)
            {
                if (selection is FragmentSpreadNode spread)
                {
                    (found ??= []).Add(spread);
                }
                else if (InnerOf(selection) is { } inner)
                {
                    (pending ??= []).Add(inner);
                }
            }

            if (pending is null or { Count: 0 })
            {
                return found is null ? [] : [.. found];
            }

            set = pending[^1];
            pending.RemoveAt(pending.Count - 1);
        }
    }

    private static SelectionSetNode? InnerOf(SelectionNode selection) => selection switch
    {
        FieldNode field => field.SelectionSet,
        InlineFragmentNode fragment => fragment.SelectionSet,
        _ => null,
    };
}
