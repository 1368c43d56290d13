using System.Diagnostics;
using System.Globalization;

namespace Notify.LocalHosting.Processes;

/// <summary>A process, by its id and its start (boot and clock tick on Linux), which together are never reused.</summary>
internal sealed record ProcessIdentity(int Id, string Start)
{
    private static readonly string Boot =
        File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";

    public static ProcessIdentity Self { get; } = Find(Environment.ProcessId) ?? new(Environment.ProcessId, "");

    public static ProcessIdentity? Find(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            return ProcStat.Read(id) is { State: not 'Z' } stat ? new(id, $"{Boot}:{stat.StartTicks}") : null;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return new(id, process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    public bool IsAlive() => Find(Id) == this;
}
