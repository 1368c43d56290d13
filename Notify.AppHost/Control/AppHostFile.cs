using System.Globalization;
using System.Text.Json;
using Notify.AppHost.State;

namespace Notify.AppHost.Control;

/// <summary>The file that says where a running application can be reached: <c>{pid, started, control, token}</c>.</summary>
internal sealed class AppHostFile(string path)
{
    private const int StartTimeField = 19; // of /proc/PID/stat, counted behind the program's name: a number that a later process of this id does not have

    /// <summary>Writes the file, readable by its owner only.</summary>
    public void Write(Uri control, string token) => PrivateFile.Write(path, JsonSerializer.Serialize(new
    {
        pid = Environment.ProcessId,
        started = StartTime(),
        control = control.GetLeftPart(UriPartial.Authority),
        token,
    }));

    public void Delete() => File.Delete(path);

    private static string StartTime()
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/stat");
        if (!File.Exists(file))
        {
            return ""; // not Linux
        }

        var stat = File.ReadAllText(file);
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField];
    }
}
