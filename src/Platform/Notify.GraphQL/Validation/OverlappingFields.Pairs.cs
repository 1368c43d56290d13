using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

internal sealed partial class OverlappingFields
{
    private void CompareFields(FieldEntry first, FieldEntry second, bool areExclusive, List<MergeConflict> conflicts)
    {
        if (!Spend())
        {
            return;
        }

        areExclusive |= first.Parent is ObjectType && second.Parent is ObjectType && !ReferenceEquals(first.Parent, second.Parent);
        if (ReasonOf(first, second, areExclusive) is { } reason)
        {
            conflicts.Add(new MergeConflict(first.ResponseName, reason, [first.Node], [second.Node]));
            return;
        }

        if (first.Node.SelectionSet is { } set1 && second.Node.SelectionSet is { } set2)
        {
            var inner = CompareSubfields(
                FieldsOf(set1, first.Definition?.Type.Named), FieldsOf(set2, second.Definition?.Type.Named), areExclusive);
            if (inner.Count > 0)
            {
                conflicts.Add(Combine(first, second, inner));
            }
        }
    }

    private List<MergeConflict> CompareSubfields(FieldSet first, FieldSet second, bool areExclusive)
    {
        var conflicts = new List<MergeConflict>();
        CompareSets(first, second, areExclusive, conflicts);
        foreach (var spread in second.Spreads)
        {
            CompareWithFragment(first, spread, areExclusive, conflicts);
        }

        foreach (var spread in first.Spreads)
        {
            CompareWithFragment(second, spread, areExclusive, conflicts);
        }

        foreach (var spread1 in first.Spreads)
        {
            foreach (var spread2 in second.Spreads)
            {
                CompareFragments(spread1, spread2, areExclusive, conflicts);
            }
        }

        return conflicts;
    }

    private static string? ReasonOf(FieldEntry first, FieldEntry second, bool areExclusive)
    {
        if (!areExclusive)
        {
            if (first.Node.Name.Value != second.Node.Name.Value)
            {
                return $"'{first.Node.Name.Value}' and '{second.Node.Name.Value}' are different fields";
            }

            if (!HaveSameArguments(first.Node.Arguments, second.Node.Arguments))
            {
                return "their arguments differ";
            }
        }

        return first.Definition is { } definition1 && second.Definition is { } definition2 && TypesConflict(definition1.Type, definition2.Type)
            ? $"their types '{definition1.Type}' and '{definition2.Type}' differ"
            : null;
    }

    private static MergeConflict Combine(FieldEntry first, FieldEntry second, List<MergeConflict> inner)
    {
        var reasons = string.Join(" and ", inner.Take(MaxNodesPerSide).Select(conflict => $"their fields '{conflict.ResponseName}' cannot: {conflict.Reason}"));
        return new MergeConflict(
            first.ResponseName,
            reasons,
            [first.Node, .. inner.SelectMany(conflict => conflict.First).Take(MaxNodesPerSide - 1)],
            [second.Node, .. inner.SelectMany(conflict => conflict.Second).Take(MaxNodesPerSide - 1)]);
    }

    private static bool TypesConflict(GraphQLType first, GraphQLType second)
    {
        while (!ReferenceEquals(first, second))
        {
            switch (first, second)
            {
                case (ListType list1, ListType list2): (first, second) = (list1.OfType, list2.OfType); break;
                case (NonNullType nonNull1, NonNullType nonNull2): (first, second) = (nonNull1.OfType, nonNull2.OfType); break;
                case (ListType or NonNullType, _) or (_, ListType or NonNullType): return true;
                default: return first is ScalarType or EnumType || second is ScalarType or EnumType;
            }
        }

        return false;
    }

    private static bool HaveSameArguments(ArgumentNode[] first, ArgumentNode[] second)
    {
        if (first.Length != second.Length)
        {
            return false;
        }

        foreach (var argument in first)
        {
            var twin = Array.FindLast(second, candidate => candidate.Name.Value == argument.Name.Value);
            if (twin is null || !IsSameValue(argument.Value, twin.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSameValue(ValueNode first, ValueNode second)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (first, second) switch
        {
            (VariableNode a, VariableNode b) => a.Name.Value == b.Name.Value,
            (IntValueNode a, IntValueNode b) => a.Value == b.Value,
            (FloatValueNode a, FloatValueNode b) => a.Value == b.Value,
            (StringValueNode a, StringValueNode b) => a.Value == b.Value && a.IsBlock == b.IsBlock,
            (BooleanValueNode a, BooleanValueNode b) => a.Value == b.Value,
            (NullValueNode, NullValueNode) => true,
            (EnumValueNode a, EnumValueNode b) => a.Value == b.Value,
            (ListValueNode a, ListValueNode b) => IsSameList(a.Items, b.Items),
            (ObjectValueNode a, ObjectValueNode b) => IsSameObject(a.Fields, b.Fields),
            _ => false,
        };
    }

    private static bool IsSameList(ValueNode[] first, ValueNode[] second)
    {
        if (first.Length != second.Length)
        {
            return false;
        }

        for (var i = 0; i < first.Length; i++)
        {
            if (!IsSameValue(first[i], second[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The order of an object's fields has no meaning.</summary>
    private static bool IsSameObject(ObjectFieldNode[] first, ObjectFieldNode[] second)
    {
        if (first.Length != second.Length)
        {
            return false;
        }

        foreach (var field in first)
        {
            var twin = Array.Find(second, candidate => candidate.Name.Value == field.Name.Value);
            if (twin is null || !IsSameValue(field.Value, twin.Value))
            {
                return false;
            }
        }

        return true;
    }
}
