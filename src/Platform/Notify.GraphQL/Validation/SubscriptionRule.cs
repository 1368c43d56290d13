using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>A subscription has exactly one root field, which is not of introspection and never skipped.</summary>
internal sealed class SubscriptionRule
{
    private readonly ValidationContext context;
    private readonly ObjectType root;
    private readonly List<FieldNode> fields = [];
    private readonly List<int> conditions = [];
    private readonly HashSet<string> entered = new(StringComparer.Ordinal);

    private SubscriptionRule(ValidationContext context, ObjectType root)
    {
        this.context = context;
        this.root = root;
    }

    public static void Check(ValidationContext context, OperationDefinitionNode operation)
    {
        if (operation.Kind == OperationKind.Subscription && context.Schema.Subscription is { } root)
        {
            new SubscriptionRule(context, root).Check(operation);
        }
    }

    private void Check(OperationDefinitionNode operation)
    {
        Collect(operation.SelectionSet);
        if (conditions.Count > 0)
        {
            Report("A subscription's root field may not be skipped or included on a condition.", [.. conditions]);
            return;
        }

        if (fields.Count == 0)
        {
            Report("A subscription selects one root field.", [operation.SelectionSet.Start]);
            return;
        }

        var first = fields[0].ResponseName;
        int[] others = [.. fields.Where(field => field.ResponseName != first).Select(field => field.Start)];
        if (others.Length > 0)
        {
            Report("A subscription selects only one root field.", others);
        }

        foreach (var group in fields.GroupBy(field => field.ResponseName))
        {
            if (group.First().Name.Value.StartsWith("__", StringComparison.Ordinal))
            {
                Report("A subscription's root field may not be one of introspection.", [.. group.Select(field => field.Start)]);
            }
        }
    }

    private void Report(string message, int[] offsets) => context.Report(RuleNames.SingleFieldSubscriptions, message, offsets);

    private void Collect(SelectionSetNode set)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.RefuseDepth(set.Start);
            return;
        }

        foreach (var selection in set.Selections)
        {
            if ((Find(selection, "skip") ?? Find(selection, "include")) is { } condition)
            {
                conditions.Add(condition.Start);
                continue;
            }

            switch (selection)
            {
                case FieldNode field:
                    fields.Add(field);
                    break;
                case InlineFragmentNode fragment when Applies(fragment.TypeCondition):
                    Collect(fragment.SelectionSet);
                    break;
                case FragmentSpreadNode spread when context.FindFragment(spread.Name.Value) is { } fragment
                    && Applies(fragment.Node.TypeCondition) && entered.Add(spread.Name.Value):
                    Collect(fragment.Node.SelectionSet);
                    break;
            }
        }
    }

    private static DirectiveNode? Find(SelectionNode selection, string name) =>
        Array.Find(selection.Directives, directive => directive.Name.Value == name);

    private bool Applies(NamedTypeNode? condition) =>
        condition is null || (context.Schema.FindType(condition.Name) is { } type && context.Schema.IsPossibleType(type, root));
}
