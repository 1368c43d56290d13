namespace Notify.GraphQL.Execution;

/// <summary>A value that had to be resolved before writing: an object or a list, with the way back to the root for paths.</summary>
internal abstract class ResultNode(ResultNode? parent, FieldPlan? field, int index)
{
    public ResultNode? Parent { get; } = parent;

    /// <summary>Answers the response position; null at the root.</summary>
    public Path? PathOf() =>
        field is not null ? Path.Field(Parent?.PathOf(), field.ResponseName)
        : index >= 0 ? Path.Item(Parent?.PathOf(), index)
        : null;
}

/// <summary>An object some of whose fields were resolved.</summary>
internal sealed class ObjectNode(ResultNode? parent, FieldPlan? field, int index, object? source, SelectionPlan plan)
    : ResultNode(parent, field, index)
{
    public object? Source { get; } = source;

    public SelectionPlan Plan { get; } = plan;

    /// <summary>
    /// Gets what <see cref="SelectionPlan.ResolvedFields"/> came to: a plain value that is completed while writing, a
    /// <see cref="ResultNode"/>, null, or a <see cref="FieldFailure"/>.
    /// </summary>
    public object?[] Slots { get; } = new object?[plan.ResolvedFields.Length];
}

/// <summary>A list some of whose items hold resolved fields; items are as <see cref="ObjectNode.Slots"/>.</summary>
internal sealed class ListNode(ResultNode? parent, FieldPlan? field, int index, int count) : ResultNode(parent, field, index)
{
    public object?[] Items { get; } = new object?[count];
}

/// <summary>Stands in a slot for a value whose error is reported already: written as null, and bubbling where null is not allowed.</summary>
internal sealed class FieldFailure
{
    public static readonly FieldFailure Instance = new();

    private FieldFailure()
    {
    }
}
