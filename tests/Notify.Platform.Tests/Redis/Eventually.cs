namespace Notify.Platform.Tests.Redis;

/// <summary>Waits for what another process or thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> isReached, CancellationToken cancellationToken) =>
        TrueAsync(() => Task.FromResult(isReached()), cancellationToken);

    public static async Task TrueAsync(Func<Task<bool>> isReached, CancellationToken cancellationToken)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(Limit);
        using var timer = new PeriodicTimer(Interval);
        while (!await isReached())
        {
            await timer.WaitForNextTickAsync(budget.Token);
        }
    }
}
