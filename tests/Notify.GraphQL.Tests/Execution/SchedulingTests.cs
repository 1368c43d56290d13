using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;
using static Notify.GraphQL.Tests.Execution.TestSchema;

namespace Notify.GraphQL.Tests.Execution;

public sealed class SchedulingTests
{
    private static readonly GraphQLType Text = BuiltInScalars.String;

    [Fact]
    public async Task Runs_the_fields_of_a_query_side_by_side()
    {
        var first = new TaskCompletionSource<object?>();
        var schema = Of(Object(
            "Query",
            Resolved("waits", Text, async _ => await first.Task.WaitAsync(TestLimits.Default)),
            Resolved("frees", Text, _ =>
            {
                first.SetResult("freed");
                return ValueTask.FromResult<object?>("done");
            })));

        Assert.Equal("""{"data":{"waits":"freed","frees":"done"}}""", await RunAsync(schema, "{ waits frees }"));
    }

    [Fact]
    public async Task Runs_the_fields_of_a_mutation_one_after_the_other()
    {
        var log = new List<string>();
        var step = Object("Step", Resolved("inner", Text, async context =>
        {
            await Task.Yield();
            log.Add($"inner {context.Source}");
            return "x";
        }));
        var mutation = Object("Mutation", Resolved("step", step, async context =>
        {
            await Task.Yield();
            log.Add($"step {context.ResponseName}");
            return context.ResponseName;
        }));
        var schema = Of(Object("Query", Value("a", Text, "1")), mutation, step);

        await RunAsync(schema, "mutation { one: step { inner } two: step { inner } }");

        Assert.Equal(["step one", "inner one", "step two", "inner two"], log);
    }

    [Fact]
    public async Task Fetches_what_one_level_asks_for_in_one_batch()
    {
        var batches = new List<int>();
        var waiting = new List<TaskCompletionSource<object?>>();
        var item = Object("Item", Resolved("owner", Text, async context =>
        {
            var mine = new TaskCompletionSource<object?>();
            waiting.Add(mine);
            if (waiting.Count == 1)
            {
                context.Request.Scheduler.Schedule(() =>
                {
                    batches.Add(waiting.Count);
                    var all = waiting.ToArray();
                    waiting.Clear();
                    Array.ForEach(all, one => one.SetResult("owner"));
                    return ValueTask.CompletedTask;
                });
            }

            return await mine.Task;
        }));
        var schema = Of(Object("Query", Value("items", item.AsList, Enumerable.Range(0, 20).Select(i => (object?)i).ToArray())), null, item);

        await RunAsync(schema, "{ items { owner } more: items { owner } }");

        Assert.Equal([40], batches);
    }

    [Fact]
    public async Task Ends_an_operation_whose_time_is_up_even_when_a_resolver_ignores_its_token()
    {
        var never = new TaskCompletionSource<object?>();
        var schema = Of(Object("Query", Resolved("a", Text, async _ => await never.Task)));
        var options = new ExecutorOptions { Request = new RequestOptions { ExecutionTimeout = TimeSpan.FromMilliseconds(1) } };

        Assert.Contains(ErrorCodes.Timeout, await RunAsync(schema, "{ a }", options: options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_finds_no_place_in_time()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource<object?>();
        var schema = Of(Object("Query", Resolved("slow", Text, _ =>
        {
            entered.SetResult();
            return ValueTask.FromResult(release.Task.GetAwaiter().GetResult()); // holds its place beyond its time, since nothing can end it
        }), Value("fast", Text, "x")));
        using var executor = Executor(schema, new ExecutorOptions
        {
            Request = new RequestOptions { MaxConcurrentExecutions = 1, ExecutionTimeout = TimeSpan.FromMilliseconds(200) },
        });

        var slow = Task.Run(() => RunAsync(executor, "{ slow }"), TestContext.Current.CancellationToken);
        await entered.Task.WaitAsync(TestLimits.Default, TestContext.Current.CancellationToken);
        var refused = await RunAsync(executor, "{ fast }");
        release.SetResult("late");
        await slow;

        Assert.Contains(ErrorCodes.Overloaded, refused, StringComparison.Ordinal);
        Assert.Equal("""{"data":{"fast":"x"}}""", await RunAsync(executor, "{ fast }"));
    }

    [Fact]
    public async Task Passes_on_that_the_caller_has_left()
    {
        using var caller = new CancellationTokenSource();
        var schema = Of(Object("Query", Resolved("a", Text, async context =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            return null;
        })));
        using var executor = Executor(schema);
        var request = new OperationRequest { Document = "{ a }".AsMemory(), Services = Services };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.ExecuteAsync(request, caller.Token).AsTask());
    }
}
