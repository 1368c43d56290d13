using System.Globalization;
using System.Runtime.InteropServices;

namespace Notify.LocalHosting.Processes;

/// <summary>An unprivileged account for servers that refuse to run as root.</summary>
internal sealed partial record UnixUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>Finds the first of the named accounts that exists.</summary>
    public static UnixUser? Find(params ReadOnlySpan<string> names)
    {
        var accounts = File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).Where(static f => f.Length > 3).ToList();
        foreach (var name in names)
        {
            if (accounts.FirstOrDefault(f => f[0] == name) is { } found)
            {
                return new(name, uint.Parse(found[2], CultureInfo.InvariantCulture), uint.Parse(found[3], CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    /// <summary>Says whether somebody without special rights can walk to a folder.</summary>
    public static bool CanReach(string folder)
    {
        for (var parent = Directory.GetParent(folder); parent is not null; parent = parent.Parent)
        {
            if (!OperatingSystem.IsWindows() && (parent.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes the account the owner of a file or folder.</summary>
    public void Own(string path)
    {
        if (ChangeOwner(path, UserId, GroupId) != 0)
        {
            throw new DistributedApplicationException(
                $"Could not give '{path}' to the account '{Name}' (error {Marshal.GetLastPInvokeError().ToString(CultureInfo.InvariantCulture)}). "
                + "Is the file system read-only, or mounted without owners? Set NOTIFY_HOME to a folder on a local disk.");
        }
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
