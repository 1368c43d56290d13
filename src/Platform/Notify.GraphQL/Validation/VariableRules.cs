using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>Rules about an operation's variables: unique, defined, used, and of a type that fits where they are used.</summary>
internal static class VariableRules
{
    private const int FewVariables = 16; // from here on they are found by hash

    /// <param name="context">The document's state.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="own">Which usages stand in the operation itself.</param>
    /// <param name="number">The operation's number, counted from 1.</param>
    public static void Check(ValidationContext context, OperationDefinitionNode operation, Range own, int number)
    {
        if (context.VariableUsages.Count == 0 && operation.Variables.Length == 0)
        {
            return;
        }

        var index = IndexOf(context, operation);
        var used = new bool[operation.Variables.Length];
        CheckUsages(context, operation, own, index, used);
        if (context.Fragments.Length > 0)
        {
            foreach (var fragment in ReachableFrom(context, operation, number))
            {
                CheckUsages(context, operation, fragment.Variables, index, used);
            }
        }

        for (var i = 0; i < used.Length; i++)
        {
            var name = operation.Variables[i].Variable.Name.Value;
            if (!used[Find(operation, index, name)])
            {
                context.Report(RuleNames.NoUnusedVariables, $"The variable '${name}'{Of(operation)} is never used.", operation.Variables[i].Start);
            }
        }
    }

    /// <summary>Checks that names are unique; answers where each is when there are many.</summary>
    private static Dictionary<string, int>? IndexOf(ValidationContext context, OperationDefinitionNode operation)
    {
        var variables = operation.Variables;
        if (variables.Length <= FewVariables && !HasDuplicates(operation))
        {
            return null;
        }

        foreach (var group in variables.GroupBy(variable => variable.Variable.Name.Value).Where(group => group.Count() > 1))
        {
            context.Report(
                RuleNames.UniqueVariableNames,
                $"There can be only one variable named '${group.Key}'.",
                [.. group.Select(variable => variable.Variable.Name.Start)]);
        }

        var index = new Dictionary<string, int>(variables.Length, StringComparer.Ordinal);
        for (var i = 0; i < variables.Length; i++)
        {
            index[variables[i].Variable.Name.Value] = i;
        }

        return index;
    }

    private static bool HasDuplicates(OperationDefinitionNode operation)
    {
        for (var i = 0; i < operation.Variables.Length; i++)
        {
            if (Find(operation, null, operation.Variables[i].Variable.Name.Value) != i)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds a variable; the last one of that name, or a negative number.</summary>
    private static int Find(OperationDefinitionNode operation, Dictionary<string, int>? index, string name)
    {
        if (index is not null)
        {
            return index.GetValueOrDefault(name, -1);
        }

        for (var i = operation.Variables.Length - 1; i >= 0; i--)
        {
            if (operation.Variables[i].Variable.Name.Value == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static List<FragmentInfo> ReachableFrom(ValidationContext context, OperationDefinitionNode operation, int number)
    {
        var reached = new List<FragmentInfo>();
        Reach(context, FragmentInfo.SpreadsOf(operation.SelectionSet), number, reached);
        for (var i = 0; i < reached.Count; i++)
        {
            Reach(context, reached[i].Spreads, number, reached);
        }

        return reached;
    }

    private static void Reach(ValidationContext context, FragmentSpreadNode[] spreads, int number, List<FragmentInfo> reached)
    {
        foreach (var spread in spreads)
        {
            if (context.FindFragment(spread.Name.Value) is { } fragment && fragment.ReachedBy != number)
            {
                fragment.ReachedBy = number;
                reached.Add(fragment);
            }
        }
    }

    private static void CheckUsages(
        ValidationContext context, OperationDefinitionNode operation, Range range, Dictionary<string, int>? index, bool[] used)
    {
        for (var i = range.Start.Value; i < range.End.Value; i++)
        {
            var usage = context.VariableUsages[i];
            var name = usage.Node.Name.Value;
            var found = Find(operation, index, name);
            if (found < 0)
            {
                context.Report(
                    RuleNames.NoUndefinedVariables, $"The variable '${name}'{Of(operation)} is not defined.", usage.Node.Start, operation.Start);
                continue;
            }

            used[found] = true;
            if (usage.Type is not null)
            {
                CheckPosition(context, operation.Variables[found], usage, usage.Type);
            }
        }
    }

    private static void CheckPosition(ValidationContext context, VariableDefinitionNode variable, VariableUsage usage, GraphQLType expected)
    {
        if (context.TypeOf(variable.Type) is not { } type)
        {
            return;
        }

        if (!IsAllowed(type, variable.DefaultValue, usage, expected))
        {
            context.Report(
                RuleNames.VariablesInAllowedPosition,
                $"The variable '${usage.Node.Name.Value}' of type '{type}' does not fit here, where '{expected}' is expected.",
                variable.Start, usage.Node.Start);
        }

        if (usage.OneOf is { } oneOf && type is not NonNullType)
        {
            context.Report(
                RuleNames.VariablesInAllowedPosition,
                $"The variable '${usage.Node.Name.Value}' of type '{type}' must be non-null to give the one field of '{oneOf.Name}'.",
                variable.Start, usage.Node.Start);
        }
    }

    private static bool IsAllowed(GraphQLType type, ValueNode? defaultValue, VariableUsage usage, GraphQLType expected)
    {
        if (expected is NonNullType nonNull && type is not NonNullType)
        {
            return (defaultValue is not (null or NullValueNode) || usage.HasDefault) && Fits(type, nonNull.OfType);
        }

        return Fits(type, expected);
    }

    /// <summary>Answers whether every value of <paramref name="type"/> is one of <paramref name="expected"/>.</summary>
    private static bool Fits(GraphQLType type, GraphQLType expected)
    {
        while (!ReferenceEquals(type, expected))
        {
            switch (type, expected)
            {
                case (NonNullType given, NonNullType wanted): (type, expected) = (given.OfType, wanted.OfType); break;
                case (NonNullType given, _): type = given.OfType; break;
                case (ListType given, ListType wanted): (type, expected) = (given.OfType, wanted.OfType); break;
                default: return false;
            }
        }

        return true;
    }

    private static string Of(OperationDefinitionNode operation) => operation.Name is { } name ? $" of '{name.Value}'" : "";
}
