using System.CommandLine;
using Notify.Cli.Demo;

namespace Notify.Cli.Commands;

/// <summary>Sends an e-mail and watches it arrive.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand(Surroundings around) : base("demo", "sends an e-mail and watches it arrive") => SetAction(async (_, cancellationToken) =>
    {
        var running = await UpCommand.DetachAsync(around, isAgreed: false, isFresh: false, cancellationToken);
        await new DemoRun(around, await running.StatusAsync(cancellationToken)).RunAsync(cancellationToken);
        return 0;
    });
}
