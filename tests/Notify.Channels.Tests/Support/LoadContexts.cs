using System.Runtime.Loader;

namespace Notify.Channels.Tests.Support;

internal static class LoadContexts
{
    /// <summary>Collects garbage until only so many load contexts are left whose name begins so.</summary>
    public static async Task CollectedAsync(string name, int expectedLeft)
    {
        using var limit = new CancellationTokenSource(TestLimits.Default);
        while (AssemblyLoadContext.All.Count(context => context.Name!.StartsWith(name, StringComparison.Ordinal)) > expectedLeft)
        {
            Assert.False(limit.IsCancellationRequested, $"More than {expectedLeft} contexts named '{name}…' are still in memory.");
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
    }
}
