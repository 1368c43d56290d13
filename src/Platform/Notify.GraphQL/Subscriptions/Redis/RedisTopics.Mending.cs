using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>What a node does about topics whose subscription may be broken.</summary>
internal sealed partial class RedisTopics
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250); // how often a broken topic is mended and probed again

    /// <summary>Takes every topic for broken, at the failure already: events behind it must not pass for the next ones.</summary>
    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs change)
    {
        if (change.ConnectionType is ConnectionType.Subscription)
        {
            topics.Exclusively(() =>
            {
                foreach (var topicName in openings.Keys)
                {
                    Interrupt(topicName);
                }
            });
        }
    }

    private void Interrupt(string topicName) => topics.Exclusively(() =>
    {
        if (openings.ContainsKey(topicName) && !stoppingToken.IsCancellationRequested && interruptions.TryBegin(topicName) is { } interruption)
        {
            _ = MendAsync(topicName, interruption);
        }
    });

    /// <summary>Subscribes anew and sends a probe through the topic, until it comes back.</summary>
    private async Task MendAsync(string topicName, Interruption interruption)
    {
        try
        {
            using var interval = new PeriodicTimer(ProbeInterval, timeProvider);
            while (interruptions.TryProbe(interruption) is { } probe)
            {
                if (await TryResubscribeAsync(topicName))
                {
                    await ProbeAsync(topicName, probe);
                }

                await interval.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // nobody is left to mend it for
        }
    }

    private async Task<bool> TryResubscribeAsync(string topicName)
    {
        Task unsubscribed = Task.CompletedTask;
        Task<bool> subscribed = Task.FromResult(false);
        topics.Exclusively(() =>
        {
            if (openings.ContainsKey(topicName)) // else the last subscriber has just left, and taken the subscription along
            {
                unsubscribed = UnsubscribeAsync(topicName);
                subscribed = TrySubscribeAsync(topicName); // sent behind the other, on the same connection
            }
        });
        await unsubscribed;
        return await subscribed;
    }

    private async Task ProbeAsync(string topicName, byte[] probe)
    {
        try
        {
            await PublishAsync(topicName, probe);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogProbeFailed(exception);
        }
    }

    [LoggerMessage(9103, LogLevel.Debug, "Redis did not take a probe; it is sent again until Redis is back.")]
    private partial void LogProbeFailed(Exception exception);
}
