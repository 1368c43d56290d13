using System.Text;
using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>One operation made ready to run: conditions decided, fields merged, constant arguments coerced. Shared by all requests.</summary>
internal sealed class OperationPlan
{
    public required OperationKind Kind { get; init; }

    public required string? Name { get; init; }

    public required SelectionPlan Root { get; init; }
}

/// <summary>The merged fields of one object type at one place in an operation.</summary>
internal sealed class SelectionPlan
{
    public required ObjectType Type { get; init; }

    /// <summary>Gets the fields in the order of the response.</summary>
    public required FieldPlan[] Fields { get; init; }

    /// <summary>Gets those of <see cref="Fields"/> that must be resolved before the response is written.</summary>
    public required FieldPlan[] ResolvedFields { get; init; }

    public bool NeedsResolve => ResolvedFields.Length > 0;
}

internal enum FieldKind
{
    /// <summary><c>__typename</c>: the name of the object's type.</summary>
    TypeName,

    /// <summary>A property that is read while the response is written.</summary>
    Pure,

    /// <summary>A resolver, called before the response is written.</summary>
    Resolver,
}

/// <summary>One response position of a <see cref="SelectionPlan"/>.</summary>
internal sealed class FieldPlan
{
    private readonly FieldNode[] nodes;
    private readonly DocumentNode document;
    private SourceLocation[]? locations;

    public FieldPlan(FieldNode[] nodes, DocumentNode document)
    {
        this.nodes = nodes;
        this.document = document;
        ResponseName = nodes[0].ResponseName;
        ResponseNameBytes = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(ResponseName)}\":");
    }

    public string ResponseName { get; }

    /// <summary>Gets <c>"name":</c> in UTF-8.</summary>
    public byte[] ResponseNameBytes { get; }

    public required FieldDefinition Definition { get; init; }

    public required FieldKind Kind { get; init; }

    public required ValuePlan Value { get; init; }

    public required ArgumentPlan Arguments { get; init; }

    /// <summary>Gets the index in <see cref="ObjectNode.Slots"/>; -1 when the field is evaluated while writing.</summary>
    public required int Slot { get; init; }

    /// <summary>Gets where the field stands in the document, for errors.</summary>
    public IReadOnlyList<SourceLocation> Locations => locations ??= [.. nodes.Take(5).Select(node => document.LocationOf(node.Start))];

    public bool IsSelected(string fieldName) => Value.IsSelected(fieldName);
}

internal enum ValueKind
{
    Scalar,
    Enum,
    List,
    Composite,
}

/// <summary>How a value of one type is completed.</summary>
internal sealed class ValuePlan
{
    public required ValueKind Kind { get; init; }

    public required bool IsNonNull { get; init; }

    /// <summary>Gets the type without its non-null wrapper.</summary>
    public required GraphQLType Type { get; init; }

    /// <summary>Gets how items are completed; null unless this is a list.</summary>
    public ValuePlan? Item { get; init; }

    /// <summary>Gets the selections per object type; null unless this is a composite.</summary>
    public CompositePlan? Composite { get; init; }

    /// <summary>Gets whether something inside must be resolved before the response is written.</summary>
    public required bool NeedsResolve { get; init; }

    public bool IsSelected(string fieldName) => Item?.IsSelected(fieldName) ?? Composite?.IsSelected(fieldName) ?? false;
}
