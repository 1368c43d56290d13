namespace Notify.Cli.Tests.Support;

/// <summary>Waits for a state that comes without a signal.</summary>
internal static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<bool> isReached, string otherwise)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !isReached(); await Task.Delay(Interval, TestLimits.Token))
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TestLimits.Default, otherwise);
    }
}
