using System.Collections.Concurrent;
using Notify.GraphQL.DataLoaders;

namespace Notify.GraphQL.Tests.Building;

public sealed class DataLoaderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fetches_no_more_keys_at_once_than_allowed()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue, 4);

        var loads = Enumerable.Range(0, 10).Select(key => loader.LoadAsync(key, Cancelled)).ToArray();
        await queue.DispatchAllAsync();

        Assert.Equal([4, 4, 2], loader.Batches.Select(batch => batch.Count));
        Assert.Equal("0 1 4 9 16 25 36 49 64 81", string.Join(' ', await Task.WhenAll(loads)));
    }

    [Fact]
    public async Task Fetches_a_key_once_per_request()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue);

        var first = loader.LoadAsync(3, Cancelled);
        var second = loader.LoadAsync(3, Cancelled);
        await queue.DispatchAllAsync();
        var third = loader.LoadAsync(3, Cancelled);

        var values = await Task.WhenAll(first, second, third);
        Assert.Equal([9, 9, 9], values);
        Assert.Single(Assert.Single(loader.Batches));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Answers_the_default_for_a_key_that_is_missing_and_throws_where_one_is_required()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue);

        var optional = loader.LoadAsync(-1, Cancelled);
        var required = loader.LoadRequiredAsync(-1, Cancelled);
        var zero = loader.LoadRequiredAsync(0, Cancelled);
        await queue.DispatchAllAsync();

        Assert.Equal(0, await optional);
        Assert.Equal(0, await zero);
        Assert.Equal("SquareLoader found nothing for the key '-1'.", (await Assert.ThrowsAsync<KeyNotFoundException>(() => required)).Message);
    }

    [Fact]
    public async Task Brings_what_the_fetch_threw_to_every_key_that_waits()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue);

        var loads = new[] { loader.LoadAsync(1, Cancelled), loader.LoadAsync(-666, Cancelled), loader.LoadAsync(2, Cancelled) };
        await queue.DispatchAllAsync();

        foreach (var load in loads)
        {
            Assert.Equal("bad key", (await Assert.ThrowsAsync<InvalidOperationException>(() => load)).Message);
        }
    }

    [Fact]
    public async Task Loads_many_keys_in_their_order_and_takes_values_that_are_known()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue);
        loader.Prime(2, 1_000);

        var load = loader.LoadAsync([3, 2, 1, 3], Cancelled);
        await queue.DispatchAllAsync();

        Assert.Equal("9 1000 1 9", string.Join(' ', await load));
        Assert.Equal("3 1", string.Join(' ', Assert.Single(loader.Batches)));
    }

    [Fact]
    public async Task Gathers_what_the_waiting_load_next()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue);

        var chains = Enumerable.Range(2, 2).Select(async key => await loader.LoadAsync(await loader.LoadAsync(key, Cancelled), Cancelled)).ToArray();
        await queue.DispatchAllAsync();

        Assert.Equal("16 81", string.Join(' ', await Task.WhenAll(chains)));
        Assert.Equal(["2 3", "4 9"], loader.Batches.Select(batch => string.Join(' ', batch)));
    }

    [Fact]
    public async Task Takes_keys_from_many_threads()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue, 100);

        var loads = new ConcurrentBag<Task<int>>();
        Parallel.For(0, 5_000, key => loads.Add(loader.LoadAsync(key % 1_000, Cancelled)));
        await queue.DispatchAllAsync();

        Assert.Equal(Enumerable.Range(0, 1_000).Sum(key => key * (long)key) * 5, (await Task.WhenAll(loads)).Sum(value => (long)value));
        Assert.Equal(1_000, loader.Batches.Sum(batch => batch.Count));
        Assert.All(loader.Batches, batch => Assert.True(batch.Count <= 100));
    }

    [Fact]
    public async Task Lets_one_caller_leave_without_the_others()
    {
        var queue = new Queue();
        var loader = new SquareLoader(queue);
        using var leaving = new CancellationTokenSource();

        var staying = loader.LoadAsync(5, Cancelled);
        var left = loader.LoadAsync(5, leaving.Token);
        await leaving.CancelAsync();
        await queue.DispatchAllAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(25, await staying);
    }

    [Fact]
    public void Refuses_batches_of_nothing() => Assert.Throws<ArgumentOutOfRangeException>(() => new SquareLoader(new Queue(), 0));

    private sealed class Queue : IBatchScheduler
    {
        private readonly ConcurrentQueue<Func<ValueTask>> dispatches = new();

        public int Count => dispatches.Count;

        public void Schedule(Func<ValueTask> dispatch) => dispatches.Enqueue(dispatch);

        public async Task DispatchAllAsync()
        {
            while (dispatches.TryDequeue(out var dispatch))
            {
                await dispatch();
            }
        }
    }

    private sealed class SquareLoader(IBatchScheduler scheduler, int maxBatchSize = 1_024)
        : BatchDataLoader<int, int>(scheduler, new DataLoaderOptions { MaxBatchSize = maxBatchSize })
    {
        public List<IReadOnlyList<int>> Batches { get; } = [];

        protected override async Task<IReadOnlyDictionary<int, int>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            Batches.Add([.. keys]);
            await Task.Yield();
            return keys.Contains(-666) ? throw new InvalidOperationException("bad key") : keys.Where(key => key >= 0).ToDictionary(key => key, key => key * key);
        }
    }
}
