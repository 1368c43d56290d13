using System.Collections.Concurrent;
using Notify.Delivery.Integrations;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>
/// Lets an account have no more messages at once, and no more per second, than it takes. Asked before a delivery is claimed: what has to wait waits
/// unclaimed, without an attempt and without holding up its neighbours.
/// </summary>
internal sealed class SendPermits(TimeProvider timeProvider)
{
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimePerSend = TimeSpan.FromMilliseconds(200); // a guess of how long one takes, only to spread those who wait
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1); // a second's worth may go at once after a pause
    private readonly ConcurrentDictionary<IntegrationId, Account> accounts = new();

    /// <summary>Asks for one send.</summary>
    /// <param name="integration">The account.</param>
    /// <param name="waitFor">How long to wait at least when it is refused: until the account takes the next one.</param>
    /// <returns><see langword="true"/> when it may go; <see cref="Return"/> it afterwards.</returns>
    public bool TryTake(ActiveIntegration integration, out TimeSpan waitFor)
    {
        waitFor = TimeSpan.Zero;
        if (!integration.Limits.Exist)
        {
            return true;
        }

        var account = accounts.GetOrAdd(integration.Id, static _ => new());
        lock (account)
        {
            var now = timeProvider.GetUtcNow();
            if (integration.Limits.MaxConcurrentSends is { } most && account.Sending >= most)
            {
                waitFor = account.QueueUp(now + WhenFull, TimePerSend / most) - now;
                return false;
            }

            if (integration.Limits.SendsPerSecond is { } rate)
            {
                var gap = TimeSpan.FromSeconds(1 / rate);
                var next = account.NextAt < now - Burst ? now - Burst : account.NextAt;
                if (next > now)
                {
                    waitFor = account.QueueUp(next, gap) - now;
                    return false;
                }

                account.NextAt = next + gap;
            }

            account.Sending++;
            return true;
        }
    }

    /// <summary>Gives a place back after its send ended.</summary>
    public void Return(ActiveIntegration? integration)
    {
        if (integration is { Limits.Exist: true } && accounts.TryGetValue(integration.Id, out var account))
        {
            lock (account)
            {
                account.Sending = Math.Max(0, account.Sending - 1); // taken before its limits were set, it was never counted
            }
        }
    }

    private sealed class Account
    {
        public int Sending { get; set; }

        /// <summary>When the next send's turn is; in the past while it is quiet.</summary>
        public DateTimeOffset NextAt { get; set; }

        /// <summary>The turn of the last one that was refused: whoever comes now queues up behind.</summary>
        private DateTimeOffset QueueEnd { get; set; }

        public DateTimeOffset QueueUp(DateTimeOffset earliest, TimeSpan gap)
        {
            QueueEnd = QueueEnd + gap > earliest ? QueueEnd + gap : earliest;
            return QueueEnd;
        }
    }
}
