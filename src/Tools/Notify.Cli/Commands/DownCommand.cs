using System.CommandLine;
using Notify.Cli.Running;

namespace Notify.Cli.Commands;

/// <summary>Stops a running system.</summary>
internal sealed class DownCommand : Command
{
    public DownCommand(Surroundings around) : base("down", "stops what 'up' started") =>
        SetAction((_, cancellationToken) => RunAsync(around, cancellationToken));

    private static async Task<int> RunAsync(Surroundings around, CancellationToken cancellationToken)
    {
        if (AppHost.Find(around) is { } running)
        {
            await running.StopAsync(cancellationToken);
            around.Say("Stopped.");
        }
        else
        {
            around.Say($"Nothing runs with the state folder {around.Home}.");
        }

        return 0;
    }
}
