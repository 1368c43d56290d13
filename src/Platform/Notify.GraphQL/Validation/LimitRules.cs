using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.Validation;

/// <summary>
/// Limits on how large an answer a document may ask for. Each definition is walked once; a spread adds what was measured of its
/// fragment, so that fragments that spread each other twice a level cost no more than their text.
/// </summary>
internal sealed class LimitRules
{
    private readonly ValidationContext context;
    private readonly List<FieldDefinition> ancestors = [];
    private SelectionMeasure measure = new();
    private OperationDefinitionNode? operation;
    private int depth;
    private int ofTypeDepth;
    private int typeListDepth;
    private bool isTooDeep;
    private bool isTooCyclic;

    private LimitRules(ValidationContext context) => this.context = context;

    public static void Check(ValidationContext context)
    {
        if (context.HasFragmentCycle || context.IsFull)
        {
            return; // following its spreads would not end
        }

        var rules = new LimitRules(context);
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationDefinitionNode operation)
            {
                rules.CheckOperation(operation);
            }
        }
    }

    private void CheckOperation(OperationDefinitionNode node)
    {
        (operation, measure, isTooDeep, isTooCyclic) = (node, new SelectionMeasure(), false, false);
        var root = node.Kind switch
        {
            OperationKind.Mutation => context.Schema.Mutation,
            OperationKind.Subscription => context.Schema.Subscription,
            _ => context.Schema.Query,
        };
        Measure(node.SelectionSet, root);
        if (measure.Visits > context.Options.MaxFragmentVisits)
        {
            context.Refuse(
                ErrorCodes.MaxFragmentVisits, RuleNames.MaxFragmentVisits,
                $"The operation enters fragments more than {context.Options.MaxFragmentVisits} times.", node.Start);
        }

        RootFieldCount.Check(context, node);
    }

    private void Measure(SelectionSetNode set, NamedType? parent)
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
                    MeasureField(field, parent is null ? null : context.Schema.FindField(parent, field.Name.Value));
                    break;
                case InlineFragmentNode fragment:
                    Measure(fragment.SelectionSet, fragment.TypeCondition is { } condition ? context.Schema.FindType(condition.Name) : parent);
                    break;
                case FragmentSpreadNode spread when context.FindFragment(spread.Name.Value) is { } fragment:
                    Add(MeasureOf(fragment), spread);
                    break;
            }
        }
    }

    private void MeasureField(FieldNode field, FieldDefinition? definition)
    {
        var isMeta = field.Name.Value.StartsWith("__", StringComparison.Ordinal);
        var isOfType = definition?.DeclaringType == IntrospectionTypes.Type && field.Name.Value == "ofType";
        var isTypeList = definition?.DeclaringType == IntrospectionTypes.Type
            && field.Name.Value is "fields" or "interfaces" or "possibleTypes" or "inputFields";
        var counts = !isMeta && definition?.DeclaringType is not { IsBuiltIn: true };
        depth += counts ? 1 : 0;
        ofTypeDepth += isOfType ? 1 : 0;
        typeListDepth += isTypeList ? 1 : 0;
        NoteDepth(depth, field.Start);
        measure.OfTypeDepth = Math.Max(measure.OfTypeDepth, ofTypeDepth);
        measure.TypeListDepth = Math.Max(measure.TypeListDepth, typeListDepth);
        if (field.SelectionSet is { } selections)
        {
            var next = definition?.Type.Named;
            if (isMeta)
            {
                MeasureIntrospection(field, selections, next);
            }
            else if (counts && definition is not null)
            {
                ancestors.Add(definition);
                NoteNesting(definition, 0, field.Start);
                Measure(selections, next);
                ancestors.RemoveAt(ancestors.Count - 1);
            }
            else
            {
                Measure(selections, next);
            }
        }

        depth -= counts ? 1 : 0;
        ofTypeDepth -= isOfType ? 1 : 0;
        typeListDepth -= isTypeList ? 1 : 0;
    }

    /// <summary>Measures what stands under <c>__schema</c> or <c>__type</c> on its own.</summary>
    private void MeasureIntrospection(FieldNode field, SelectionSetNode selections, NamedType? type)
    {
        var (outerOfType, outerLists) = (measure.OfTypeDepth, measure.TypeListDepth);
        (measure.OfTypeDepth, measure.TypeListDepth) = (0, 0);
        Measure(selections, type);
        if (measure.OfTypeDepth > context.Options.MaxIntrospectionOfTypeDepth || measure.TypeListDepth > context.Options.MaxIntrospectionListDepth)
        {
            context.Refuse(
                ErrorCodes.MaxIntrospectionDepth, RuleNames.MaxIntrospectionDepth,
                "The introspection nests fields, interfaces, possible types, input fields or ofType too deep.", field.Start);
        }

        (measure.OfTypeDepth, measure.TypeListDepth) = (outerOfType, outerLists);
    }

    /// <summary>Measures a fragment the first time it is spread.</summary>
    private SelectionMeasure MeasureOf(FragmentInfo fragment)
    {
        if (fragment.Measure is { } known)
        {
            return known;
        }

        var own = new SelectionMeasure();
        var outer = (operation, measure, depth, ofTypeDepth, typeListDepth, ancestors: ancestors.ToArray());
        (operation, measure, depth, ofTypeDepth, typeListDepth) = (null, own, 0, 0, 0);
        ancestors.Clear();
        Measure(fragment.Node.SelectionSet, fragment.Type);
        (operation, measure, depth, ofTypeDepth, typeListDepth) =
            (outer.operation, outer.measure, outer.depth, outer.ofTypeDepth, outer.typeListDepth);
        ancestors.AddRange(outer.ancestors);
        fragment.Measure = own;
        return own;
    }

    private void Add(SelectionMeasure inner, FragmentSpreadNode spread)
    {
        measure.Visits = Math.Min(measure.Visits + 1 + inner.Visits, int.MaxValue); // stays a number, however often doubled
        measure.OfTypeDepth = Math.Max(measure.OfTypeDepth, ofTypeDepth + inner.OfTypeDepth);
        measure.TypeListDepth = Math.Max(measure.TypeListDepth, typeListDepth + inner.TypeListDepth);
        NoteDepth(depth + inner.Depth, spread.Start);
        foreach (var (field, count) in inner.Nesting)
        {
            Note(field, count, spread.Start);
        }

        foreach (var ancestor in ancestors)
        {
            if (inner.Nesting.TryGetValue(ancestor, out var count))
            {
                NoteNesting(ancestor, count, spread.Start);
            }
        }
    }

    private void NoteDepth(int found, int offset)
    {
        measure.Depth = Math.Max(measure.Depth, found);
        if (operation is not null && !isTooDeep && found > context.Options.MaxExecutionDepth)
        {
            isTooDeep = true;
            context.Refuse(
                ErrorCodes.MaxExecutionDepth, RuleNames.MaxExecutionDepth,
                $"The operation nests fields deeper than {context.Options.MaxExecutionDepth} levels.", offset);
        }
    }

    /// <summary>Notes how often a field stands in itself: as an ancestor, and <paramref name="inside"/> times in a fragment.</summary>
    private void NoteNesting(FieldDefinition field, int inside, int offset)
    {
        var count = inside;
        foreach (var ancestor in ancestors)
        {
            count += ReferenceEquals(ancestor, field) ? 1 : 0;
        }

        Note(field, count, offset);
    }

    private void Note(FieldDefinition field, int count, int offset)
    {
        if (operation is null)
        {
            measure.Nesting[field] = Math.Max(measure.Nesting.GetValueOrDefault(field), count);
        }
        else if (!isTooCyclic && count > context.Options.MaxCoordinateCycles)
        {
            isTooCyclic = true;
            context.Refuse(
                ErrorCodes.MaxCoordinateCycles, RuleNames.MaxCoordinateCycles,
                $"The operation nests '{field.Coordinate}' in itself more than {context.Options.MaxCoordinateCycles} times.", offset);
        }
    }
}
