using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.Validation;

/// <summary>Counts the fields an operation's answer has at its root: different response names, fragments included.</summary>
internal sealed class RootFieldCount
{
    private readonly ValidationContext context;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<FragmentInfo> entered = [];

    private RootFieldCount(ValidationContext context) => this.context = context;

    public static void Check(ValidationContext context, OperationDefinitionNode operation)
    {
        var selections = operation.SelectionSet.Selections;
        if (selections.Length <= context.Options.MaxRootFields && Array.TrueForAll(selections, static selection => selection is FieldNode))
        {
            return;
        }

        var count = new RootFieldCount(context);
        count.Collect(operation.SelectionSet);
        if (count.names.Count > context.Options.MaxRootFields)
        {
            context.Refuse(
                ErrorCodes.MaxRootFields, RuleNames.MaxRootFields,
                $"The operation selects more than {context.Options.MaxRootFields} root fields.", operation.Start);
        }
    }

    private void Collect(SelectionSetNode set)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.RefuseDepth(set.Start);
            return;
        }

        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    names.Add(field.ResponseName);
                    break;
                case InlineFragmentNode fragment:
                    Collect(fragment.SelectionSet);
                    break;
                case FragmentSpreadNode spread when context.FindFragment(spread.Name.Value) is { } fragment && entered.Add(fragment):
                    Collect(fragment.Node.SelectionSet);
                    break;
            }
        }
    }
}
