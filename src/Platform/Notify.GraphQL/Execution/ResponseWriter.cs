using System.Collections;
using System.Runtime.CompilerServices;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>
/// The second phase: writes the response depth first, reading pure fields on the way. A null where none is allowed takes
/// back what its object had written (section 6.4.4 of the specification) and goes on in the nearest place that may be null.
/// </summary>
internal sealed class ResponseWriter(RequestState request, ResponseBuffer buffer)
{
    private Step[] steps = new Step[16];
    private int depth;

    /// <summary>Writes the root object; answers false, having written nothing, when it must be null.</summary>
    public bool WriteRoot(ObjectNode root) => WriteObject(root.Plan, root.Source, root.Slots);

    private bool WriteObject(SelectionPlan plan, object? source, object?[]? slots)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var start = buffer.Length;
        var level = depth;
        var fields = plan.Fields;
        buffer.WriteByte((byte)'{');
        var i = 0;
        while (i < fields.Length)
        {
            var valueAt = 0;
            try
            {
                for (; i < fields.Length; i++)
                {
                    var field = fields[i];
                    if (i > 0)
                    {
                        buffer.WriteByte((byte)',');
                    }

                    buffer.WriteRaw(field.ResponseNameBytes);
                    valueAt = buffer.Length;
                    if (!WriteField(plan, field, source, slots))
                    {
                        buffer.TruncateTo(start);
                        return false;
                    }
                }
            }
            catch (Exception exception) when (exception is not InsufficientExecutionStackException)
            {
                var field = fields[i];
                depth = level;
                request.ReportException(exception, field, Path.Field(CurrentPath(), field.ResponseName));
                if (field.Value.IsNonNull)
                {
                    buffer.TruncateTo(start);
                    return false;
                }

                buffer.TruncateTo(valueAt);
                buffer.WriteNull();
                i++;
            }
        }

        buffer.WriteByte((byte)'}');
        return true;
    }

    private bool WriteField(SelectionPlan plan, FieldPlan field, object? source, object?[]? slots)
    {
        if (field.Slot >= 0)
        {
            return WriteNested(field, slots![field.Slot]); // an object with resolved fields always comes with their slots
        }

        if (field.Kind == FieldKind.TypeName)
        {
            buffer.WriteRaw(plan.Type.NameJson);
            return true;
        }

        if (field.Definition.WriteLeaf is { } writeLeaf)
        {
            return writeLeaf(source!, buffer) || WriteNullFor(field, field.Value, -1); // pure fields always have a source
        }

        return WriteNested(field, field.Definition.Getter!(source!)); // a field without a slot is pure
    }

    private bool WriteNested(FieldPlan field, object? value)
    {
        if (field.Value.Kind is ValueKind.Scalar or ValueKind.Enum)
        {
            return WriteValue(field, field.Value, value, -1);
        }

        var before = depth;
        Push(new Step(field.ResponseName, -1));
        var written = WriteValue(field, field.Value, value, -1);
        depth = before;
        return written;
    }

    /// <summary>Writes a value; answers false, having written nothing, when it is null and may not be.</summary>
    private bool WriteValue(FieldPlan field, ValuePlan plan, object? value, int index)
    {
        if (value is null)
        {
            return WriteNullFor(field, plan, index);
        }

        if (ReferenceEquals(value, FieldFailure.Instance))
        {
            return WriteNullAfterError(plan);
        }

        switch (plan.Kind)
        {
            case ValueKind.Scalar:
                ((ScalarType)plan.Type).Write(value, buffer);
                return true;
            case ValueKind.Enum:
                WriteEnum((EnumType)plan.Type, value);
                return true;
            case ValueKind.List:
                return WriteList(field, plan, value) || WriteNullAfterError(plan);
            default:
                return WriteComposite(field, plan, value, index) || WriteNullAfterError(plan);
        }
    }

    private bool WriteComposite(FieldPlan field, ValuePlan plan, object value, int index)
    {
        if (value is ObjectNode node)
        {
            return WriteObject(node.Plan, node.Source, node.Slots);
        }

        var composite = plan.Composite!; // composites have their selections
        if (composite.Single is { } single)
        {
            return WriteObject(single, value, null);
        }

        if (request.Schema.ResolveType(composite.Type, value) is { } type)
        {
            return WriteObject(composite.For(type), value, null);
        }

        request.Report(ExceptionMapper.Make(
            $"{field.Definition.Coordinate} answered a .NET {value.GetType().Name}, which is no possible type of {composite.Type.Name}.",
            ErrorCodes.InvalidResult, field, PathOf(field, plan, index)));
        return false;
    }

    private bool WriteList(FieldPlan field, ValuePlan plan, object value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var start = buffer.Length;
        var item = plan.Item!; // lists have an item plan
        buffer.WriteByte((byte)'[');
        var count = 0;
        switch (value)
        {
            case ListNode list:
                foreach (var entry in list.Items)
                {
                    if (!WriteItem(field, item, entry, count++))
                    {
                        return Undo(start);
                    }
                }

                break;
            case IReadOnlyList<object?> list:
                for (; count < list.Count; count++)
                {
                    if (!WriteItem(field, item, list[count], count))
                    {
                        return Undo(start);
                    }
                }

                break;
            case not string and IEnumerable sequence:
                foreach (var entry in sequence)
                {
                    if (!WriteItem(field, item, entry, count++))
                    {
                        return Undo(start);
                    }
                }

                break;
            default:
                throw new LeafException($"{field.Definition.Coordinate} must answer a list, but answered a .NET {value.GetType().Name}.");
        }

        buffer.WriteByte((byte)']');
        return true;
    }

    private bool WriteItem(FieldPlan field, ValuePlan plan, object? value, int index)
    {
        if (index > 0)
        {
            buffer.WriteByte((byte)',');
        }

        var before = depth;
        Push(new Step(null, index));
        var checkpoint = buffer.Length;
        bool written;
        try
        {
            written = WriteValue(field, plan, value, index);
        }
        catch (Exception exception) when (exception is not InsufficientExecutionStackException)
        {
            depth = before + 1;
            buffer.TruncateTo(checkpoint);
            request.ReportException(exception, field, CurrentPath()!); // the item itself is on the path
            written = WriteNullAfterError(plan);
        }

        depth = before;
        return written;
    }

    private void WriteEnum(EnumType type, object value)
    {
        var member = type.FindByValue(value) ?? (value is string name ? type.FindByName(name) : null)
            ?? throw new LeafException($"{type.Name} has no value for what was answered.");
        buffer.WriteRaw(member.NameJson);
    }

    private bool WriteNullFor(FieldPlan field, ValuePlan plan, int index)
    {
        if (!plan.IsNonNull)
        {
            buffer.WriteNull();
            return true;
        }

        request.Report(ExceptionMapper.Make(
            $"{field.Definition.Coordinate} answered null where its type {field.Definition.Type} allows none.",
            ErrorCodes.InvalidResult, field, PathOf(field, plan, index)));
        return false;
    }

    private bool WriteNullAfterError(ValuePlan plan)
    {
        if (plan.IsNonNull)
        {
            return false;
        }

        buffer.WriteNull();
        return true;
    }

    private bool Undo(int checkpoint)
    {
        buffer.TruncateTo(checkpoint);
        return false;
    }

    private void Push(Step step)
    {
        if (depth == steps.Length)
        {
            Array.Resize(ref steps, depth * 2);
        }

        steps[depth++] = step;
    }

    /// <summary>Answers a value's position: a leaf of an object is not on the stack of steps, everything else is.</summary>
    private Path PathOf(FieldPlan field, ValuePlan plan, int index) =>
        index < 0 && plan.Kind is ValueKind.Scalar or ValueKind.Enum ? Path.Field(CurrentPath(), field.ResponseName) : CurrentPath()!;

    private Path? CurrentPath()
    {
        Path? path = null;
        for (var i = 0; i < depth; i++)
        {
            path = steps[i].Name is { } name ? Path.Field(path, name) : Path.Item(path, steps[i].Index);
        }

        return path;
    }

    private readonly record struct Step(string? Name, int Index);
}
