namespace Notify.Cli.Processes;

/// <summary>When a process was started, which tells it from a later one with the same id.</summary>
internal static class ProcessStart
{
    private const int FieldsBeforeStart = 19; // /proc/PID/stat after the name: state is field 3 of proc(5), starttime field 22

    /// <summary>Reads the kernel's clock ticks at a process's start; null when no such process runs.</summary>
    public static string? Of(int processId)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{processId}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' '); // a name may hold spaces and brackets
            return fields[0] is "Z" or "X" ? null : fields[FieldsBeforeStart];
        }
        catch (IOException)
        {
            return null; // it is gone, maybe while it was read
        }
    }
}
