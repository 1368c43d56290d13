using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>
/// Fields of one response name must be the same field with the same arguments, or at least answer the same shape when they can
/// never meet in one object (specification, section 5.3.2). Comparing is quadratic in nature, so each selection set is collected
/// once, each pair of fragments and each fragment against a set is compared once, and a budget ends what remains.
/// </summary>
internal sealed partial class OverlappingFields(ValidationContext context)
{
    private const int MaxNodesPerSide = 20; // what one conflict names of each side
    private Dictionary<SelectionSetNode, FieldSet>? sets;
    private Dictionary<(FieldSet, FragmentInfo), bool>? comparedSets;
    private Dictionary<(FragmentInfo, FragmentInfo), bool>? comparedFragments;
    private int comparisons;
    private bool isExhausted;

    /// <summary>Checks the fields that may meet in the answer to one selection set.</summary>
    public void Check(SelectionSetNode set, NamedType? parent)
    {
        if (isExhausted || IsTriviallyMergeable(set))
        {
            return;
        }

        var conflicts = new List<MergeConflict>();
        var fields = FieldsOf(set, parent);
        CompareWithin(fields, conflicts);
        for (var i = 0; i < fields.Spreads.Count; i++)
        {
            CompareWithFragment(fields, fields.Spreads[i], areExclusive: false, conflicts);
            for (var j = i + 1; j < fields.Spreads.Count; j++)
            {
                CompareFragments(fields.Spreads[i], fields.Spreads[j], areExclusive: false, conflicts);
            }
        }

        foreach (var conflict in conflicts)
        {
            context.Report(
                RuleNames.OverlappingFieldsCanBeMerged,
                $"The fields '{conflict.ResponseName}' cannot be merged: {conflict.Reason}. Give them different aliases to get both.",
                [.. conflict.First.Concat(conflict.Second).Select(node => node.Start)]);
        }

        if (isExhausted)
        {
            context.Refuse(
                ErrorCodes.MaxMergeComparisons, RuleNames.MaxMergeComparisons,
                $"Finding out whether the fields can be merged takes more than {context.Options.MaxMergeComparisons} comparisons.",
                set.Start);
        }
    }

    /// <summary>Answers at once for what most selection sets are: a few fields of different names.</summary>
    private static bool IsTriviallyMergeable(SelectionSetNode set)
    {
        var selections = set.Selections;
        if (selections.Length == 1)
        {
            return selections[0] is not InlineFragmentNode;
        }

        const int Few = 24; // 276 comparisons of names cost less than a hash set
        if (selections.Length > Few)
        {
            return false;
        }

        for (var i = 0; i < selections.Length; i++)
        {
            if (selections[i] is not FieldNode field)
            {
                return false;
            }

            for (var j = 0; j < i; j++)
            {
                if (((FieldNode)selections[j]).ResponseName == field.ResponseName)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private FieldSet FieldsOf(SelectionSetNode set, NamedType? parent)
    {
        sets ??= new Dictionary<SelectionSetNode, FieldSet>(ReferenceEqualityComparer.Instance);
        if (!sets.TryGetValue(set, out var fields))
        {
            sets[set] = fields = new FieldSet();
            Collect(set, parent, fields);
            fields.Seal();
        }

        return fields;
    }

    private void Collect(SelectionSetNode set, NamedType? parent, FieldSet target)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            isExhausted = true;
            return;
        }

        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    target.Entries.Add(new FieldEntry(field, parent, (parent as ComplexType)?.FindField(field.Name.Value)));
                    break;
                case FragmentSpreadNode spread when context.FindFragment(spread.Name.Value) is { } fragment:
                    if (!target.Spreads.Contains(fragment))
                    {
                        target.Spreads.Add(fragment);
                    }

                    break;
                case InlineFragmentNode inline:
                    Collect(inline.SelectionSet, inline.TypeCondition is { } condition ? context.Schema.FindType(condition.Name) : parent, target);
                    break;
            }
        }
    }

    /// <summary>Counts a comparison; answers whether it is still within the budget.</summary>
    private bool Spend()
    {
        if (comparisons++ >= context.Options.MaxMergeComparisons || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            isExhausted = true;
        }

        return !isExhausted;
    }

    private void CompareWithin(FieldSet fields, List<MergeConflict> conflicts)
    {
        for (var i = 0; i < fields.Entries.Count; i++)
        {
            for (var j = fields.Next(i); j >= 0 && !isExhausted; j = fields.Next(j))
            {
                CompareFields(fields.Entries[i], fields.Entries[j], areExclusive: false, conflicts);
            }
        }
    }

    private void CompareSets(FieldSet first, FieldSet second, bool areExclusive, List<MergeConflict> conflicts)
    {
        for (var i = 0; i < first.Entries.Count; i++)
        {
            for (var j = second.First(first.Entries[i].ResponseName); j >= 0 && !isExhausted; j = second.Next(j))
            {
                CompareFields(first.Entries[i], second.Entries[j], areExclusive, conflicts);
            }
        }
    }

    private void CompareWithFragment(FieldSet fields, FragmentInfo fragment, bool areExclusive, List<MergeConflict> conflicts)
    {
        if (fields.Entries.Count == 0 || !Spend())
        {
            return;
        }

        comparedSets ??= [];
        if (!IsNew(comparedSets, (fields, fragment), areExclusive))
        {
            return;
        }

        var fragmentFields = FieldsOf(fragment.Node.SelectionSet, fragment.Type);
        if (ReferenceEquals(fields, fragmentFields))
        {
            return;
        }

        CompareSets(fields, fragmentFields, areExclusive, conflicts);
        foreach (var spread in fragmentFields.Spreads)
        {
            CompareWithFragment(fields, spread, areExclusive, conflicts);
        }
    }

    private void CompareFragments(FragmentInfo first, FragmentInfo second, bool areExclusive, List<MergeConflict> conflicts)
    {
        if (ReferenceEquals(first, second) || !Spend())
        {
            return;
        }

        comparedFragments ??= [];
        var pair = first.Node.Start < second.Node.Start ? (first, second) : (second, first);
        if (!IsNew(comparedFragments, pair, areExclusive))
        {
            return;
        }

        var fields1 = FieldsOf(first.Node.SelectionSet, first.Type);
        var fields2 = FieldsOf(second.Node.SelectionSet, second.Type);
        CompareSets(fields1, fields2, areExclusive, conflicts);
        foreach (var spread in fields2.Spreads)
        {
            CompareFragments(first, spread, areExclusive, conflicts);
        }

        foreach (var spread in fields1.Spreads)
        {
            CompareFragments(spread, second, areExclusive, conflicts);
        }
    }

    /// <summary>Notes a comparison; one of fields that may meet (not exclusive) is the stricter, and stands for both.</summary>
    private static bool IsNew<T>(Dictionary<T, bool> compared, T pair, bool areExclusive)
        where T : notnull
    {
        if (compared.TryGetValue(pair, out var wereExclusive) && (areExclusive || !wereExclusive))
        {
            return false;
        }

        compared[pair] = areExclusive;
        return true;
    }
}
