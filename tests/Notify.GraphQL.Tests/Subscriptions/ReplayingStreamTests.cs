using FsCheck;
using FsCheck.Fluent;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Tests.Subscriptions;

/// <summary>Whatever happens in whatever order, a client gets every event after its cursor once and in order.</summary>
public sealed class ReplayingStreamTests
{
    private enum Step
    {
        /// <summary>An event is kept and, while the transport is there, sent.</summary>
        Publish,

        /// <summary>An event is kept, and sent twice.</summary>
        PublishTwice,

        /// <summary>The transport goes away: what is sent is lost.</summary>
        Lose,

        /// <summary>The transport comes back, and says that something may be missing.</summary>
        Restore,

        /// <summary>The client reads what there is.</summary>
        Read,
    }

    private static readonly Gen<Step[]> Scripts =
        Gen.Frequency((6, Gen.Constant(Step.Publish)), (1, Gen.Constant(Step.PublishTwice)), (1, Gen.Constant(Step.Lose)),
            (2, Gen.Constant(Step.Restore)), (3, Gen.Constant(Step.Read))).ArrayOf();

    [Fact]
    public void Every_event_comes_once_and_in_order_however_publishing_replaying_and_losing_interleave() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(
                (from script in Scripts
                 from history in Gen.Choose(0, 12)
                 from after in Gen.Choose(0, history)
                 from buffer in Gen.Choose(1, 4)
                 select (script, history, after, buffer)).ToArbitrary(),
                given =>
                {
                    var world = new World(given.script, given.history, given.buffer);
                    var read = world.ReadToEnd(given.after);
                    return read.SequenceEqual(Enumerable.Range(given.after + 1, world.Published - given.after));
                }));

    [Fact]
    public async Task A_stream_that_knows_no_gaps_is_replayed_once()
    {
        var replays = 0;
        var stream = ReplayingStream.Create(
            _ => ValueTask.FromResult<ISourceStream<int>>(new Plain([3, 4, 5])),
            (after, _) =>
            {
                replays++;
                return Enumerable.Range(after + 1, 4 - after).ToAsyncEnumerable();
            },
            static position => position,
            after: 1);

        var read = await stream.ToArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal([2, 3, 4, 5], read);
        Assert.Equal(1, replays);
    }

    /// <summary>A log, a topic before it, and a script whose next step is taken at every point where others could get a turn.</summary>
    private sealed class World(Step[] script, int history, int bufferedEvents)
    {
        private readonly BoundedBuffer<int> live = new(bufferedEvents);
        private int next;
        private bool isSubscribed;
        private bool isAway;

        public int Published { get; private set; } = history;

        private bool IsOver => next > script.Length;

        public List<int> ReadToEnd(int after)
        {
            TakeTurn();
            var stream = ReplayingStream.Create<int, int>(GoLive, Replay, static position => position, after);
            return Task.Run(() => ReadAsync(stream)).GetAwaiter().GetResult();
        }

        private async Task<List<int>> ReadAsync(ReplayingStream<int> stream)
        {
            var read = new List<int>();
            await foreach (var position in stream)
            {
                read.Add(position);
                TakeTurn();
            }

            return read;
        }

        private ValueTask<ISourceStream<int>> GoLive(CancellationToken cancellationToken)
        {
            TakeTurn();
            isSubscribed = true;
            TakeTurn();
            return ValueTask.FromResult<ISourceStream<int>>(new GapAware(this));
        }

        private async IAsyncEnumerable<int> Replay(int after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            TakeTurn();
            var kept = Published; // a query sees what is there when it begins
            for (var position = after + 1; position <= kept; position++)
            {
                TakeTurn();
                yield return position;
            }
        }

        /// <summary>Plays the script up to the next read, and at its end brings the transport back and completes the topic.</summary>
        private void TakeTurn()
        {
            while (next < script.Length && script[next++] is not Step.Read and var step)
            {
                Play(step);
            }

            if (next == script.Length && isSubscribed)
            {
                next++;
                Play(Step.Restore);
                live.Complete();
            }
        }

        private void Play(Step step)
        {
            switch (step)
            {
                case Step.Publish or Step.PublishTwice:
                    Published++;
                    for (var copies = 0; isSubscribed && !isAway && copies < (step is Step.PublishTwice ? 2 : 1); copies++)
                    {
                        live.Add(Published);
                    }

                    break;
                case Step.Lose:
                    isAway = true;
                    break;
                case Step.Restore when isAway:
                    isAway = false;
                    live.AddGap();
                    break;
            }
        }

        private sealed class GapAware(World world) : IGapAwareStream<int>
        {
            public IAsyncEnumerable<int> ReadEventsAsync() => throw new InvalidOperationException("The gaps would be lost.");

            public async IAsyncEnumerable<LiveItem<int>> ReadWithGapsAsync()
            {
                await using var items = world.live.ReadWithGapsAsync().GetAsyncEnumerator();
                while (true)
                {
                    world.TakeTurn();
                    var move = items.MoveNextAsync().AsTask();
                    while (!move.IsCompleted && !world.IsOver)
                    {
                        world.TakeTurn(); // a reader with nothing to read lets the others go on
                    }

                    if (!await move)
                    {
                        yield break;
                    }

                    yield return items.Current;
                }
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private sealed class Plain(int[] events) : ISourceStream<int>
    {
        public IAsyncEnumerable<int> ReadEventsAsync() => events.ToAsyncEnumerable();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
