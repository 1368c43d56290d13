namespace Notify.TestServers;

/// <summary>Folders of applications that have just ended.</summary>
public static class TemporaryFolders
{
    private const int Tries = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Deletes a folder. Processes that end may still write in it for a moment; what cannot be deleted is left to the system.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>A task that ends when it is gone, or was given up.</returns>
    public static async Task DeleteAsync(string path)
    {
        using var pace = new PeriodicTimer(Pace);
        for (var attempt = 0; attempt < Tries && Directory.Exists(path); attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                await pace.WaitForNextTickAsync();
            }
        }
    }
}
