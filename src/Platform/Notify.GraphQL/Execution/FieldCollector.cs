using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>
/// Collects the fields of one object type from selection sets (CollectFields of the specification, section 6.3.2): in the order
/// they are first seen, the same response name merged, each named fragment entered once.
/// </summary>
internal sealed class FieldCollector(Schema schema, PreparedDocument document, VariableValues conditions, ObjectType type)
{
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<List<FieldNode>> groups = [];
    private HashSet<string>? entered;

    /// <summary>Gets the fields so far, one group per response name.</summary>
    public List<List<FieldNode>> Groups => groups;

    /// <exception cref="InputException">A condition's variable is null.</exception>
    public void Collect(SelectionSetNode set)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var selection in set.Selections)
        {
            if (selection.Directives.Length > 0 && !Conditions.AreMet(selection.Directives, conditions))
            {
                continue;
            }

            switch (selection)
            {
                case FieldNode field:
                    Add(field);
                    break;
                case InlineFragmentNode fragment when fragment.TypeCondition is null || Applies(fragment.TypeCondition.Name):
                    Collect(fragment.SelectionSet);
                    break;
                case FragmentSpreadNode spread when (entered ??= new HashSet<string>(StringComparer.Ordinal)).Add(spread.Name.Value)
                        && document.FindFragment(spread.Name.Value) is { } fragment && Applies(fragment.TypeCondition.Name):
                    Collect(fragment.SelectionSet);
                    break;
            }
        }
    }

    private void Add(FieldNode field)
    {
        if (positions.TryGetValue(field.ResponseName, out var position))
        {
            groups[position].Add(field);
            return;
        }

        positions[field.ResponseName] = groups.Count;
        groups.Add([field]);
    }

    private bool Applies(string condition) =>
        condition == type.Name || (schema.FindType(condition) is { } found && schema.IsPossibleType(found, type));
}

/// <summary><c>@skip</c> and <c>@include</c>.</summary>
internal static class Conditions
{
    /// <summary>Answers whether a selection stays: skip wins where both say drop.</summary>
    /// <exception cref="InputException">A condition is null or not given.</exception>
    public static bool AreMet(DirectiveNode[] directives, VariableValues variables)
    {
        foreach (var directive in directives)
        {
            if ((directive.Name.Value == "skip" && Value(directive, variables)) || (directive.Name.Value == "include" && !Value(directive, variables)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Answers the variable that a condition depends on; null when the directive is no condition or holds a literal.</summary>
    public static string? VariableOf(DirectiveNode directive) =>
        directive.Name.Value is "skip" or "include" && directive.Arguments is [{ Value: VariableNode variable }, ..] ? variable.Name.Value : null;

    private static bool Value(DirectiveNode directive, VariableValues variables)
    {
        var literal = directive.Arguments is [var argument, ..] ? argument.Value : new NullValueNode { Start = directive.Start };
        return InputCoercion.FromLiteral(BuiltInScalars.Boolean.AsNonNull, literal, variables) as bool?
            ?? throw new InputException($"@{directive.Name.Value}(if:) needs true or false, and its variable was not given.");
    }
}
