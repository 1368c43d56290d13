using System.CommandLine;
using Notify.Cli.Plugins;

namespace Notify.Cli.Commands;

/// <summary>Makes the key pair that Web Push needs.</summary>
internal sealed class PluginVapidKeysCommand : Command
{
    public PluginVapidKeysCommand(Surroundings around) : base("vapid-keys", "makes the key pair that Web Push needs, as the settings name it") =>
        SetAction(async (_, _) =>
        {
            await around.Output.WriteLineAsync(VapidKeys.Make());
            return 0;
        });
}
