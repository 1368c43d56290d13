using System.Diagnostics;

namespace Notify.AppHost.LocalServers;

/// <summary>Drops what servers kept of earlier runs.</summary>
internal static class FreshData
{
    public static void Drop(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Drops the volumes of a container that does not run.</summary>
    public static void DropVolumes(string engine, ContainerResource container)
    {
        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>().Where(static mount => mount is { Type: ContainerMountType.Volume, Source: not null }))
        {
            using var removal = Process.Start(new ProcessStartInfo(engine, ["volume", "rm", "--force", mount.Source!]) { RedirectStandardOutput = true, RedirectStandardError = true }); // filtered above
            removal?.WaitForExit();
        }
    }
}
