namespace Notify.Messaging;

/// <summary>Gives up connections and channels. The client asks the broker to close them and waits up to 15 s for one that fell silent; nobody here does.</summary>
internal static class Parting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Disposes of it; what takes longer than a second goes on by itself, and ends with the process.</summary>
    public static async Task FromAsync(IAsyncDisposable left)
    {
        try
        {
            await left.DisposeAsync().AsTask().WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // the broker fell silent: there is nobody to part from
        }
    }
}
