namespace Notify.Gateway.Tests;

/// <summary>Waits for what another process or thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task<bool> TrueAsync(Func<bool> isReached, CancellationToken cancellationToken)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(Limit);
        using var timer = new PeriodicTimer(Interval);
        while (!isReached())
        {
            await timer.WaitForNextTickAsync(budget.Token);
        }

        return true;
    }
}
