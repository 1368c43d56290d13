namespace Notify.EndToEnd.Tests.Rig;

/// <summary>How long a test waits before it gives up. Never part of what is tested.</summary>
internal static class TestLimits
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan Long = TimeSpan.FromMinutes(4);
}
