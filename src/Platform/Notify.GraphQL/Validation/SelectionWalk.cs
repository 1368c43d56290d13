using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.Validation;

/// <summary>Walks operations and fragments with the type of each place at hand, and checks every rule that needs only that.</summary>
internal sealed partial class SelectionWalk(ValidationContext context)
{
    private readonly OverlappingFields overlaps = new(context);
    private Dictionary<FieldDefinition, int>? aliases;

    /// <summary>Checks an operation; answers which variable usages are its own.</summary>
    public Range VisitOperation(OperationDefinitionNode operation)
    {
        var first = context.VariableUsages.Count;
        var (root, location) = operation.Kind switch
        {
            OperationKind.Mutation => (context.Schema.Mutation, "MUTATION"),
            OperationKind.Subscription => (context.Schema.Subscription, "SUBSCRIPTION"),
            _ => (context.Schema.Query, "QUERY"),
        };
        VisitVariables(operation);
        VisitDirectives(operation.Directives, location);
        VisitSelections(operation.SelectionSet, root, isInline: false);
        return first..context.VariableUsages.Count;
    }

    /// <summary>Checks a fragment's definition; answers which variable usages are its own.</summary>
    public Range VisitFragment(FragmentInfo fragment)
    {
        var first = context.VariableUsages.Count;
        CheckCondition(fragment.Node.TypeCondition);
        VisitDirectives(fragment.Node.Directives, "FRAGMENT_DEFINITION");
        VisitSelections(fragment.Node.SelectionSet, fragment.Type, isInline: false);
        return first..context.VariableUsages.Count;
    }

    private void VisitSelections(SelectionSetNode set, NamedType? parent, bool isInline)
    {
        if (context.IsFull)
        {
            return;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.RefuseDepth(set.Start);
            return;
        }

        if (!isInline)
        {
            overlaps.Check(set, parent);
        }

        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field: VisitField(field, parent); break;
                case FragmentSpreadNode spread: VisitSpread(spread, parent); break;
                case InlineFragmentNode fragment: VisitInlineFragment(fragment, parent); break;
            }
        }
    }

    private void VisitField(FieldNode field, NamedType? parent)
    {
        var definition = parent is null ? null : context.Schema.FindField(parent, field.Name.Value);
        if (definition is null && parent is not null)
        {
            ReportUnknownField(field, parent);
        }

        VisitArguments(field.Arguments, definition?.Arguments, field.Start, definition, null);
        VisitDirectives(field.Directives, "FIELD");
        if (definition is not null)
        {
            CheckLeaf(field, definition);
            CheckIntrospection(field, definition);
            CountAlias(field, definition);
        }

        if (field.SelectionSet is { } selections)
        {
            VisitSelections(selections, CompositeOf(definition?.Type.Named), isInline: false);
        }
    }

    private void ReportUnknownField(FieldNode field, NamedType parent)
    {
        var name = field.Name.Value;
        var hint = context.SuggestsNames ? NameSuggestions.ForField(context.Schema, parent, name) : "";
        context.Report(RuleNames.FieldsOnCorrectType, $"The type '{parent.Name}' has no field '{name}'.{hint}", field.Start);
    }

    private void CheckLeaf(FieldNode field, FieldDefinition definition)
    {
        var isLeaf = definition.Type.Named is ScalarType or EnumType;
        if (isLeaf && field.SelectionSet is { } selections)
        {
            context.Report(
                RuleNames.ScalarLeafs,
                $"The field '{field.Name.Value}' takes no selections: its type '{definition.Type}' has no fields.",
                selections.Start);
        }
        else if (!isLeaf && field.SelectionSet is null)
        {
            context.Report(
                RuleNames.ScalarLeafs,
                $"The field '{field.Name.Value}' of type '{definition.Type}' needs selections, as in '{field.Name.Value} {{ … }}'.",
                field.Start);
        }
    }

    private void CheckIntrospection(FieldNode field, FieldDefinition definition)
    {
        if (context.Options.AllowIntrospection != true
            && (ReferenceEquals(definition, IntrospectionTypes.SchemaField) || ReferenceEquals(definition, IntrospectionTypes.TypeField)))
        {
            context.Refuse(
                ErrorCodes.IntrospectionDisabled, RuleNames.NoIntrospection,
                $"Introspection is switched off, so '{field.Name.Value}' may not be asked.", field.Start);
        }
    }

    private void CountAlias(FieldNode field, FieldDefinition definition)
    {
        if (field.Alias is null)
        {
            return;
        }

        aliases ??= new Dictionary<FieldDefinition, int>(ReferenceEqualityComparer.Instance);
        aliases[definition] = aliases.GetValueOrDefault(definition) + 1;
        if (aliases[definition] == context.Options.MaxAliasesPerField + 1)
        {
            context.Refuse(
                ErrorCodes.MaxAliases, RuleNames.MaxAliases,
                $"The document has more than {context.Options.MaxAliasesPerField} aliases of the field '{field.Name.Value}'.", field.Start);
        }
    }

    private void VisitSpread(FragmentSpreadNode spread, NamedType? parent)
    {
        VisitDirectives(spread.Directives, "FRAGMENT_SPREAD");
        if (context.FindFragment(spread.Name.Value) is not { } fragment)
        {
            context.Report(RuleNames.KnownFragmentNames, $"There is no fragment named '{spread.Name.Value}'.", spread.Name.Start);
        }
        else if (parent is not null && fragment.Type is { } type && !TypesOverlap(parent, type))
        {
            context.Report(
                RuleNames.PossibleFragmentSpreads,
                $"The fragment '{fragment.Name}' can never apply here: no '{parent.Name}' is a '{type.Name}'.",
                spread.Start);
        }
    }

    private void VisitInlineFragment(InlineFragmentNode fragment, NamedType? parent)
    {
        var type = parent;
        if (fragment.TypeCondition is { } condition)
        {
            type = CheckCondition(condition);
            if (parent is not null && type is not null && !TypesOverlap(parent, type))
            {
                context.Report(
                    RuleNames.PossibleFragmentSpreads,
                    $"The fragment can never apply here: no '{parent.Name}' is a '{type.Name}'.",
                    fragment.Start);
            }
        }

        VisitDirectives(fragment.Directives, "INLINE_FRAGMENT");
        VisitSelections(fragment.SelectionSet, type, isInline: true);
    }

    /// <summary>Finds the type a fragment is on; null, with an error, when that is unknown or has no fields.</summary>
    private NamedType? CheckCondition(NamedTypeNode condition)
    {
        CheckTypeName(condition);
        var type = context.Schema.FindType(condition.Name);
        if (type is null or ComplexType or UnionType)
        {
            return type;
        }

        context.Report(
            RuleNames.FragmentsOnCompositeTypes,
            $"A fragment cannot be on '{condition.Name}', which has no fields.",
            condition.Start);
        return null;
    }

    private void CheckTypeName(NamedTypeNode node)
    {
        if (context.Schema.FindType(node.Name) is null && !IsDefinedInDocument(node.Name))
        {
            var hint = context.SuggestsNames ? NameSuggestions.For(node.Name, context.Schema.Types.Select(type => type.Name)) : "";
            context.Report(RuleNames.KnownTypeNames, $"There is no type named '{node.Name}'.{hint}", node.Start);
        }
    }

    private bool IsDefinedInDocument(string name) =>
        Array.Exists(context.Document.Definitions, definition => definition is TypeDefinitionNode type && type.Name.Value == name);

    private bool TypesOverlap(NamedType first, NamedType second)
    {
        if (ReferenceEquals(first, second))
        {
            return true;
        }

        if (second is ObjectType candidate)
        {
            return context.Schema.IsPossibleType(first, candidate);
        }

        foreach (var possible in context.Schema.PossibleTypes(first))
        {
            if (context.Schema.IsPossibleType(second, possible))
            {
                return true;
            }
        }

        return false;
    }

    private static NamedType? CompositeOf(NamedType? type) => type is ComplexType or UnionType ? type : null;
}
