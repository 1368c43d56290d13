using System.Collections;
using System.Runtime.CompilerServices;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>
/// The first phase of an execution: calls every resolver that the plan has, siblings side by side, and keeps what they
/// answer in a tree of <see cref="ResultNode"/>s. One thread at a time works on the tree; what completes elsewhere is queued.
/// Loaders fetch when nothing is queued, so that one level's keys go in one batch without any timer.
/// </summary>
internal sealed class FieldExecution : IBatchScheduler, IBatchGate
{
    private readonly RequestState request;
    private readonly Lock gate = new();
    private List<Completed>? ready;
    private List<Completed>? taken;
    private List<Func<ValueTask>>? batches;
    private TaskCompletionSource? wake;
    private int waiting;
    private int handingOut;

    public FieldExecution(RequestState request)
    {
        this.request = request;
        request.Scheduler = this;
    }

    /// <summary>Runs the root fields side by side, as queries and subscription events do.</summary>
    public ValueTask<ObjectNode> RunAsync(SelectionPlan root)
    {
        var node = new ObjectNode(null, null, -1, null, root);
        ResolveFields(node);
        return IsDone ? ValueTask.FromResult(node) : DrainedAsync(node);

        async ValueTask<ObjectNode> DrainedAsync(ObjectNode node)
        {
            await DrainAsync().ConfigureAwait(false);
            return node;
        }
    }

    /// <summary>Runs the root fields one after the other, each to its end, as mutations do.</summary>
    public async ValueTask<ObjectNode> RunSeriallyAsync(SelectionPlan root)
    {
        var node = new ObjectNode(null, null, -1, null, root);
        foreach (var field in root.ResolvedFields)
        {
            Start(node, field);
            if (!IsDone)
            {
                await DrainAsync().ConfigureAwait(false);
            }
        }

        return node;
    }

    /// <inheritdoc />
    public void Schedule(Func<ValueTask> dispatch)
    {
        TaskCompletionSource? sleeper;
        lock (gate)
        {
            (batches ??= []).Add(dispatch);
            (sleeper, wake) = (wake, null);
        }

        sleeper?.TrySetResult();
    }

    /// <inheritdoc />
    public void Hold()
    {
        lock (gate)
        {
            handingOut++;
        }
    }

    /// <inheritdoc />
    public void Release()
    {
        TaskCompletionSource? sleeper = null;
        lock (gate)
        {
            if (--handingOut == 0 && batches is not null)
            {
                (sleeper, wake) = (wake, null);
            }
        }

        sleeper?.TrySetResult();
    }

    private bool IsDone => waiting == 0 && batches is null; // the queue is only filled while something is waited for

    private async ValueTask DrainAsync()
    {
        while (true)
        {
            List<Func<ValueTask>>? fetch = null;
            Task? asleep = null;
            var finish = false;
            lock (gate)
            {
                if (ready is { Count: > 0 })
                {
                    waiting -= ready.Count;
                    (ready, taken) = (taken, ready); // all at once: a batch hands out many
                    finish = true;
                }
                else if (batches is not null && handingOut == 0)
                {
                    (fetch, batches) = (batches, null);
                }
                else if (waiting == 0 && batches is null)
                {
                    return;
                }
                else
                {
                    wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    asleep = wake.Task;
                }
            }

            if (finish)
            {
                FinishTaken();
            }
            else if (fetch is not null)
            {
                foreach (var dispatch in fetch)
                {
                    _ = dispatch().AsTask(); // it never throws: whoever waits for its keys gets what went wrong
                }
            }
            else if (asleep is not null)
            {
                await asleep.WaitAsync(request.RequestAborted).ConfigureAwait(false);
            }
        }
    }

    private void FinishTaken()
    {
        foreach (var completed in taken!) // taken before
        {
            Finish(completed);
        }

        taken.Clear();
    }

    private void Finish(Completed completed)
    {
        if (completed.Exception is null)
        {
            Settle(completed.Node, completed.Field, completed.Value);
        }
        else
        {
            Fail(completed.Node, completed.Field, completed.Exception);
        }
    }

    private void ResolveFields(ObjectNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var field in node.Plan.ResolvedFields)
        {
            Start(node, field);
        }
    }

    private void Start(ObjectNode node, FieldPlan field)
    {
        try
        {
            if (field.Kind == FieldKind.Pure)
            {
                Settle(node, field, field.Definition.Getter!(node.Source!)); // pure fields have a getter, and are never root fields
                return;
            }

            var resolve = field.Definition.Resolver
                ?? throw new InvalidOperationException($"{field.Definition.Coordinate} has neither a resolver nor a getter.");
            var context = new ResolverContext(request, field, node.Source, field.Arguments.Bind(request.Variables), node);
            var answer = resolve(context);
            if (answer.IsCompletedSuccessfully)
            {
                Settle(node, field, answer.Result);
                return;
            }

            lock (gate)
            {
                waiting++;
            }

            _ = WaitAsync(answer, node, field);
        }
        catch (Exception exception)
        {
            Fail(node, field, exception);
        }
    }

    private async Task WaitAsync(ValueTask<object?> answer, ObjectNode node, FieldPlan field)
    {
        Completed completed;
        try
        {
            completed = new Completed(node, field, await answer.ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            completed = new Completed(node, field, null, exception);
        }

        TaskCompletionSource? sleeper;
        lock (gate)
        {
            (ready ??= []).Add(completed);
            (sleeper, wake) = (wake, null);
        }

        sleeper?.TrySetResult();
    }

    private void Settle(ObjectNode node, FieldPlan field, object? value) =>
        node.Slots[field.Slot] = Complete(field.Value, value, node, field, field, -1);

    private void Fail(ObjectNode node, FieldPlan field, Exception exception)
    {
        request.ReportException(exception, field, Path.Field(node.PathOf(), field.ResponseName));
        node.Slots[field.Slot] = FieldFailure.Instance;
    }

    /// <summary>Answers what stands in a slot for a value: the value itself unless something inside it must be resolved first.</summary>
    private object? Complete(ValuePlan plan, object? value, ResultNode parent, FieldPlan origin, FieldPlan? field, int index)
    {
        if (value is null or FieldFailure || !plan.NeedsResolve)
        {
            return value;
        }

        if (plan.Kind == ValueKind.List)
        {
            return CompleteList(plan, value, parent, origin, field, index);
        }

        var composite = plan.Composite!; // only lists and composites need resolving
        if (request.Schema.ResolveType(composite.Type, value) is not { } type)
        {
            var path = field is not null ? Path.Field(parent.PathOf(), field.ResponseName) : Path.Item(parent.PathOf(), index);
            request.Report(ExceptionMapper.Make(
                $"{origin.Definition.Coordinate} answered a .NET {value.GetType().Name}, which is no possible type of {composite.Type.Name}.",
                ErrorCodes.InvalidResult, origin, path));
            return FieldFailure.Instance;
        }

        var selection = composite.For(type);
        if (!selection.NeedsResolve)
        {
            return value;
        }

        var node = new ObjectNode(parent, field, index, value, selection);
        ResolveFields(node);
        return node;
    }

    private ListNode CompleteList(ValuePlan plan, object value, ResultNode parent, FieldPlan origin, FieldPlan? field, int index)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is string or not IEnumerable)
        {
            throw new LeafException($"{origin.Definition.Coordinate} must answer a list, but answered a .NET {value.GetType().Name}.");
        }

        var items = value as IReadOnlyList<object?> ?? [.. ((IEnumerable)value).Cast<object?>()];
        var list = new ListNode(parent, field, index, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            list.Items[i] = Complete(plan.Item!, items[i], list, origin, null, i); // lists have an item plan
        }

        return list;
    }

    private readonly record struct Completed(ObjectNode Node, FieldPlan Field, object? Value, Exception? Exception);
}
