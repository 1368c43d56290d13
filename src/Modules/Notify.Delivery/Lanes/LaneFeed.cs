using Microsoft.Extensions.Logging;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Messaging;

namespace Notify.Delivery.Lanes;

/// <summary>Fills an inbox from the four lanes of a stage. Urgent lanes are opened first, so that what waited is begun in the right order.</summary>
internal sealed partial class LaneFeed(ILaneConsumers consumers, DeadLetterStore deadLetters, ILogger<LaneFeed> logger)
{
    private const ushort Prefetch = 256; // messages a lane
    private static readonly TimeSpan LongestHeadStart = TimeSpan.FromSeconds(5); // another dispatcher may take what is waited for

    /// <summary>Runs until <paramref name="stoppingToken"/> ends.</summary>
    public async Task RunAsync(string stage, LaneInbox inbox, CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        foreach (var priority in LaneNames.MostUrgentFirst)
        {
            var headStart = new HeadStart();
            running.Add(consumers.RunAsync(new(stage, priority), Prefetch, headStart.Began, message =>
            {
                headStart.Received();
                return TakeInAsync(message, inbox, stoppingToken);
            }, stoppingToken));
            await headStart.Consuming.WaitAsync(stoppingToken); // with the broker away no lane can be opened, this one or the next
            await Task.WhenAny(headStart.Done, Task.Delay(LongestHeadStart, TimeProvider.System, stoppingToken));
        }

        await Task.WhenAll(running);
    }

    private async ValueTask TakeInAsync(LaneMessage message, LaneInbox inbox, CancellationToken stoppingToken)
    {
        if (LaneBody.TryRead(message.Body.Span, out var body))
        {
            inbox.Add(new LaneUnit(message, body));
            return;
        }

        try
        {
            await deadLetters.PutAsideAsync(
                message.Lane.QueueName, message.Body, $"The body of {message.Body.Length} bytes is not a lane message.", stoppingToken);
            await message.AcknowledgeAsync();
            DeliveryTelemetry.DeadLetters.Add(1);
            LogPutAside(message.Lane.QueueName, message.Body.Length);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotPutAside(exception, message.Lane.QueueName); // it stays unacknowledged and comes back with the next connection
        }
    }

    [LoggerMessage(2050, LogLevel.Error, "A message of {Length} bytes in {Queue} cannot be read; it is in the dead-letter table.")]
    private partial void LogPutAside(string queue, int length);

    [LoggerMessage(2051, LogLevel.Warning, "An unreadable message in {Queue} could not be put aside yet.")]
    private partial void LogNotPutAside(Exception exception, string queue);

    /// <summary>Done when what was waiting at the start, or a full prefetch of it, has come in.</summary>
    private sealed class HeadStart
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource consuming = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int expected = int.MinValue;
        private int received;

        public Task Consuming => consuming.Task;

        public Task Done => done.Task;

        public void Began(uint ready)
        {
            consuming.TrySetResult();
            Volatile.Write(ref expected, (int)Math.Min(ready, Prefetch));
            CompleteIfIn();
        }

        public void Received()
        {
            Interlocked.Increment(ref received);
            CompleteIfIn();
        }

        private void CompleteIfIn()
        {
            var wanted = Volatile.Read(ref expected);
            if (wanted >= 0 && Volatile.Read(ref received) >= wanted)
            {
                done.TrySetResult();
            }
        }
    }
}
