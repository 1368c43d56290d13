using Notify.Channels.Sdk;

namespace Notify.Cli.Plugins;

/// <summary>Loads a folder as Notify does, and tells what is wrong with it.</summary>
internal static class PluginValidation
{
    public static async Task<int> RunAsync(string folder, TextWriter output, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"There is no folder '{folder}'. Publish the plugin first: dotnet publish … -o FOLDER");

        await using var host = await PluginWorkbench.OfFolderAsync(folder, [], cancellationToken);
        var faults = new List<string>();
        if (host.Plugins.Manifests is [var manifest])
        {
            await WriteAsync(manifest, host.Plugins.SecretSettings(manifest.Id), output);
            faults.AddRange(ManifestRules.Faults(manifest));
        }

        faults.AddRange(host.Plugins.All.Select(static status => status.Error).OfType<string>().Select(host.Tell));
        if (Directory.EnumerateFiles(folder, "Notify.Channels.Sdk.dll", SearchOption.AllDirectories).Any())
            faults.Add("Notify.Channels.Sdk.dll is in the folder, but the host uses its own. Add ExcludeAssets=\"runtime\" to the reference, and publish anew.");

        foreach (var fault in faults)
            await output.WriteLineAsync($"fault      {fault}");
        await output.WriteLineAsync(faults.Count == 0 ? "The plugin loads, and nothing is wrong with it." : $"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")}.");
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task WriteAsync(ChannelManifest manifest, IReadOnlySet<string> secrets, TextWriter output)
    {
        (string Name, string Value)[] lines =
        [
            ("id", manifest.Id),
            ("name", manifest.DisplayName),
            ("version", manifest.Version),
            ("channel", $"{manifest.Channel} ({manifest.Family} messages)"),
            ("abilities", manifest.Abilities.ToString()),
            ("secrets", secrets.Count == 0 ? "none" : string.Join(", ", secrets.Order(StringComparer.Ordinal))),
        ];
        foreach (var (name, value) in lines)
            await output.WriteLineAsync($"{name,-10} {value}");
    }
}
