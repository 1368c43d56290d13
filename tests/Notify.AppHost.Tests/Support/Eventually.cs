namespace Notify.AppHost.Tests.Support;

/// <summary>Waits for what another process does and nobody announces.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? patience = null, Func<string>? instead = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, patience, instead);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null, Func<string>? instead = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience ?? Default);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await condition())
            {
                await ticks.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"After {patience ?? Default} it still does not hold that {what}. {instead?.Invoke()}");
        }
    }
}
