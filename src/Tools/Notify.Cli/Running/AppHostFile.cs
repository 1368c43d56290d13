using System.Text.Json;

namespace Notify.Cli.Running;

/// <summary>What a running app host writes about itself into the state folder.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Started">The kernel's ticks at its start, as <c>/proc/PID/stat</c> has them.</param>
/// <param name="Control">Where its control endpoint listens.</param>
/// <param name="Token">What requests must carry.</param>
internal sealed record AppHostFile(int Pid, string Started, Uri Control, string Token)
{
    public const string Name = "apphost.json";

    /// <summary>Reads a state folder's file; null when there is none, or one that is not whole.</summary>
    public static AppHostFile? Read(string home)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(home, Name)), RunningJson.Default.AppHostFile) is { Control: not null, Token: not null } file ? file : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }
}
