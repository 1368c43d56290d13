using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.Execution;

/// <summary>
/// Makes a plan of an operation, with conditions decided by <paramref name="conditions"/>. Lives on inside the plan, since the
/// selections of interfaces and unions are compiled when a value first turns up.
/// </summary>
internal sealed class OperationCompiler(Schema schema, PreparedDocument document, VariableValues conditions)
{
    private const int MostFields = 20_000; // ten times what a document may write down; only fragments used over and over get there
    private int planned;

    /// <exception cref="InputException">A condition is null.</exception>
    /// <exception cref="PlanTooLargeException">The operation expands to too many fields.</exception>
    public OperationPlan Compile(OperationDefinitionNode operation)
    {
        var root = operation.Kind switch
        {
            OperationKind.Query => schema.Query,
            OperationKind.Mutation => schema.Mutation,
            _ => schema.Subscription,
        };
        var collector = new FieldCollector(schema, document, conditions, root!); // validation has refused kinds without a root type
        collector.Collect(operation.SelectionSet);
        return new OperationPlan { Kind = operation.Kind, Name = operation.Name?.Value, Root = CompileFields(root!, collector) };
    }

    private SelectionPlan CompileSelection(ObjectType type, FieldNode[] parents)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var collector = new FieldCollector(schema, document, conditions, type);
        foreach (var parent in parents)
        {
            collector.Collect(parent.SelectionSet!); // validation: composites always have a selection
        }

        return CompileFields(type, collector);
    }

    private SelectionPlan CompileFields(ObjectType type, FieldCollector collector)
    {
        if (Interlocked.Add(ref planned, collector.Groups.Count) > MostFields)
        {
            throw new PlanTooLargeException($"The operation expands to more than {MostFields} fields.");
        }

        var fields = new FieldPlan[collector.Groups.Count];
        var resolved = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = CompileField(type, [.. collector.Groups[i]], resolved);
            resolved += fields[i].Slot >= 0 ? 1 : 0;
        }

        return new SelectionPlan
        {
            Type = type,
            Fields = fields,
            ResolvedFields = resolved == 0 ? [] : Array.FindAll(fields, static field => field.Slot >= 0),
        };
    }

    private FieldPlan CompileField(ObjectType type, FieldNode[] nodes, int nextSlot)
    {
        var definition = schema.FindField(type, nodes[0].Name.Value)
            ?? throw new InvalidOperationException($"{type.Name} has no field '{nodes[0].Name.Value}', which validation should have said.");
        var value = CompileValue(definition.Type, nodes);
        var kind = ReferenceEquals(definition, IntrospectionTypes.TypeNameField) ? FieldKind.TypeName
            : definition.Getter is not null ? FieldKind.Pure
            : FieldKind.Resolver;
        return new FieldPlan(nodes, document.Document)
        {
            Definition = definition,
            Kind = kind,
            Value = value,
            Arguments = ArgumentCompiler.Compile(definition, nodes[0]),
            Slot = kind == FieldKind.Resolver || (kind == FieldKind.Pure && value.NeedsResolve) ? nextSlot : -1,
        };
    }

    private ValuePlan CompileValue(GraphQLType type, FieldNode[] nodes)
    {
        var nullable = type.Nullable;
        var item = nullable is ListType list ? CompileValue(list.OfType, nodes) : null;
        var composite = nullable is ComplexType or UnionType ? new CompositePlan((NamedType)nullable, nodes, CompileSelection) : null;
        return new ValuePlan
        {
            Kind = nullable switch { ListType => ValueKind.List, ScalarType => ValueKind.Scalar, EnumType => ValueKind.Enum, _ => ValueKind.Composite },
            IsNonNull = type is NonNullType,
            Type = nullable,
            Item = item,
            Composite = composite,
            NeedsResolve = item?.NeedsResolve ?? (composite is not null && (composite.Single?.NeedsResolve ?? true)),
        };
    }
}

/// <summary>An operation stands for more fields than a plan may have.</summary>
internal sealed class PlanTooLargeException(string message) : Exception(message);
