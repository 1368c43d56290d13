using System.Diagnostics;
using System.Globalization;

namespace Notify.TestServers;

/// <summary>The process of a server, by the note that its start script leaves beside its data.</summary>
internal static class ServerProcess
{
    /// <summary>Finds the process; null when there is none.</summary>
    public static Process? Find(string dataFolder)
    {
        var note = dataFolder + ".pid";
        return File.Exists(note) ? Process.GetProcessById(int.Parse(File.ReadAllText(note).Split(' ')[0], CultureInfo.InvariantCulture)) : null;
    }
}
