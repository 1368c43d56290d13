using System.Runtime.CompilerServices;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>
/// Adds up what an operation may cost at most: lists are as long as their slicing arguments say, abstract types as dear as their
/// dearest member, conditions are taken as met. What a selection set costs on a type is worked out once, however often it is spread.
/// </summary>
internal sealed class CostAnalyzer
{
    private readonly Schema schema;
    private readonly DocumentNode document;
    private readonly VariableValues variables;
    private readonly CostOptions options;
    private Dictionary<SetOnType, Weight>? known;
    private Dictionary<string, FragmentDefinitionNode>? fragments;
    private Dictionary<FieldNode, IError>? errors;
    private bool dependsOnVariables;

    private CostAnalyzer(Schema schema, DocumentNode document, VariableValues variables, CostOptions options)
    {
        this.schema = schema;
        this.document = document;
        this.variables = variables;
        this.options = options;
    }

    /// <summary>Works out the cost of an operation of a valid document.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="document">The document, which is valid.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="options">Weights where the schema gives none.</param>
    public static OperationCost Analyze(
        Schema schema, DocumentNode document, OperationDefinitionNode operation, VariableValues variables, CostOptions options)
    {
        var analyzer = new CostAnalyzer(schema, document, variables, options);
        var root = operation.Kind switch
        {
            OperationKind.Mutation => schema.Mutation,
            OperationKind.Subscription => schema.Subscription,
            _ => schema.Query,
        };
        var weight = root is null ? default : analyzer.WeightOf(operation.SelectionSet, root, default);
        return new OperationCost
        {
            FieldCost = weight.Fields,
            TypeCost = weight.Types + 1, // the root itself
            DependsOnVariables = analyzer.dependsOnVariables,
            Errors = analyzer.errors is null ? [] : [.. analyzer.errors.Values],
        };
    }

    private Weight WeightOf(SelectionSetNode set, ObjectType type, Sizing sizing)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return new Weight(double.PositiveInfinity, double.PositiveInfinity);
        }

        var sum = default(Weight);
        foreach (var selection in set.Selections)
        {
            sum += selection switch
            {
                FieldNode field => WeightOf(field, type, sizing),
                InlineFragmentNode fragment when Applies(fragment.TypeCondition, type) => WeightOf(fragment.SelectionSet, type, sizing),
                FragmentSpreadNode spread when FindFragment(spread.Name.Value) is { } fragment && Applies(fragment.TypeCondition, type) =>
                    RememberedWeightOf(fragment.SelectionSet, type, sizing),
                _ => default,
            };
        }

        return new Weight(Math.Max(0, sum.Fields), sum.Types); // negative weights make nothing else free
    }

    private Weight RememberedWeightOf(SelectionSetNode set, ObjectType type, Sizing sizing)
    {
        known ??= [];
        var key = new SetOnType(set, type, sizing);
        if (!known.TryGetValue(key, out var weight))
        {
            known[key] = weight = WeightOf(set, type, sizing);
        }

        return weight;
    }

    private Weight WeightOf(FieldNode field, ObjectType parent, Sizing sizing)
    {
        var definition = parent.FindField(field.Name.Value);
        if (definition is null || parent.IsBuiltIn)
        {
            return default; // meta-fields cost nothing; introspection has limits of its own
        }

        var named = definition.Type.Named;
        var isComposite = named is ComplexType or UnionType;
        var own = definition.Cost ?? (definition.Resolver is not null ? options.DefaultResolverCost : isComposite ? 1 : 0);
        var size = SizeOf(field, definition);
        var inner = field.SelectionSet is { } selections && isComposite ? Dearest(selections, named, SizingOf(definition, size)) : default;
        var count = CountOf(definition, size, sizing);
        return new Weight(own + (count * inner.Fields), isComposite ? count * (1 + inner.Types) : 0);
    }

    private Weight Dearest(SelectionSetNode set, NamedType type, Sizing sizing)
    {
        if (type is ObjectType single)
        {
            return WeightOf(set, single, sizing);
        }

        var most = default(Weight);
        foreach (var member in schema.PossibleTypes(type))
        {
            var weight = RememberedWeightOf(set, member, sizing);
            most = new Weight(Math.Max(most.Fields, weight.Fields), Math.Max(most.Types, weight.Types));
        }

        return most;
    }

    /// <summary>Answers how many values the field holds: one, or as many as its list is assumed to have.</summary>
    private double CountOf(FieldDefinition definition, double? size, Sizing sizing)
    {
        if (sizing.Of is { } outer && outer.SizedFields.Contains(definition.Name))
        {
            return sizing.Size;
        }

        return definition.Type.Nullable is ListType ? size ?? options.DefaultListSize : 1;
    }

    private static Sizing SizingOf(FieldDefinition definition, double? size) =>
        definition.ListSize is { SizedFields.Count: > 0 } listSize && size is { } known ? new Sizing(listSize, known) : default;

    /// <summary>Answers how long the field's list is; null when the schema does not say.</summary>
    private double? SizeOf(FieldNode field, FieldDefinition definition)
    {
        if (definition.ListSize is not { } listSize)
        {
            return null;
        }

        double? largest = null;
        var given = 0;
        foreach (var name in listSize.SlicingArguments)
        {
            if (ValueOf(field, definition, name) is { } size)
            {
                given++;
                largest = Math.Max(largest ?? 0, size);
            }
        }

        if (listSize is { RequireOneSlicingArgument: true, SlicingArguments.Count: > 0 } && given != 1)
        {
            Report(field, definition, listSize, given);
        }

        return largest ?? listSize.SlicingArgumentDefaultValue ?? listSize.AssumedSize;
    }

    private double? ValueOf(FieldNode field, FieldDefinition definition, string name)
    {
        var value = Array.Find(field.Arguments, argument => argument.Name.Value == name)?.Value;
        if (value is VariableNode variable)
        {
            dependsOnVariables = true;
            if (variables.TryGet(variable.Name.Value, out var found))
            {
                return found switch
                {
                    int number => Math.Max(0, number),
                    long number => Math.Max(0, number),
                    _ => null,
                };
            }

            value = null;
        }

        return (value ?? definition.FindArgument(name)?.DefaultValue) is IntValueNode literal && double.TryParse(literal.Value, out var size)
            ? Math.Max(0, size)
            : null;
    }

    private void Report(FieldNode field, FieldDefinition definition, ListSize listSize, int given)
    {
        errors ??= new Dictionary<FieldNode, IError>(ReferenceEqualityComparer.Instance);
        var names = string.Join("' or '", listSize.SlicingArguments);
        errors.TryAdd(field, new GraphQLError(given == 0
            ? $"The field '{definition.Coordinate}' needs '{names}' to say how much it answers."
            : $"The field '{definition.Coordinate}' takes only one of '{names}'.")
        {
            Code = ErrorCodes.SlicingArgumentRequired,
            Locations = [document.LocationOf(field.Start)],
        });
    }

    private FragmentDefinitionNode? FindFragment(string name)
    {
        if (fragments is null)
        {
            fragments = new Dictionary<string, FragmentDefinitionNode>(StringComparer.Ordinal);
            foreach (var definition in document.Definitions)
            {
                if (definition is FragmentDefinitionNode fragment)
                {
                    fragments[fragment.Name.Value] = fragment;
                }
            }
        }

        return fragments.GetValueOrDefault(name);
    }

    private bool Applies(NamedTypeNode? condition, ObjectType type) =>
        condition is null || condition.Name == type.Name
        || (schema.FindType(condition.Name) is { } @abstract && schema.IsPossibleType(@abstract, type));

    private readonly record struct Weight(double Fields, double Types)
    {
        public static Weight operator +(Weight left, Weight right) => new(left.Fields + right.Fields, left.Types + right.Types);
    }

    /// <summary>A size that an outer field gives to fields of its object, as a connection does to <c>edges</c>.</summary>
    private readonly record struct Sizing(ListSize? Of, double Size);

    private readonly record struct SetOnType(SelectionSetNode Set, ObjectType Type, Sizing Sizing);
}
