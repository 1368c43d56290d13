namespace Notify.Channels.Tests.Support;

/// <summary>How long a test waits for what must come; long enough for a busy machine.</summary>
internal static class TestLimits
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
