using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Waits for something that another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is right, and fails with the last answer.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight, TimeSpan? limit = null)
    {
        using var pace = new PeriodicTimer(Pace);
        var started = TimeProvider.System.GetTimestamp();
        T last;
        do
        {
            last = await ask();
            if (isRight(last))
            {
                return last;
            }
        }
        while (TimeProvider.System.GetElapsedTime(started) < (limit ?? TestLimits.Default) && await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        Assert.Fail($"It did not become so within {limit ?? TestLimits.Default}. The last answer was: {last}");
        return last;
    }

    public static Task TrueAsync(Func<Task<bool>> ask, TimeSpan? limit = null) => GetAsync(ask, static answer => answer, limit);
}
