using Notify.LocalHosting.Model;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Servers;

/// <summary>The folder of a private server.</summary>
internal static class ServerFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, emptied when the server was not asked to keep its data and has not run yet in this session.</summary>
    public static string Prepare(IResource server, StateDirectory state, UnixUser? owner = null)
    {
        var folder = state.DataOf(server);
        if (server.Last<DataVolumeAnnotation>() is null && server.Last<FolderInUse>() is null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        if (server.Last<FolderInUse>() is null)
        {
            server.Annotations.Add(new FolderInUse());
        }

        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }

        owner?.Own(folder);
        return folder;
    }

    private sealed class FolderInUse : IResourceAnnotation;
}
