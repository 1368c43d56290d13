using System.CommandLine;
using Notify.Cli.Installing;
using Notify.Cli.Processes;
using Notify.Cli.Running;

namespace Notify.Cli.Commands;

/// <summary>Builds and starts everything.</summary>
internal sealed class UpCommand : Command
{
    private readonly Surroundings _around;

    public UpCommand(Surroundings around) : base("up", "builds and starts everything; Ctrl+C stops it")
    {
        _around = around;
        var detach = new Option<bool>("--detach", "-d") { Description = "return when all is healthy, and leave it running" };
        var yes = new Option<bool>("--yes", "-y") { Description = "install missing servers without asking" };
        var fresh = new Option<bool>("--fresh") { Description = "drop the data of earlier runs first" };
        Options.Add(detach);
        Options.Add(yes);
        Options.Add(fresh);
        SetAction((asked, cancellationToken) => RunAsync(asked.GetValue(detach), asked.GetValue(yes), asked.GetValue(fresh), cancellationToken));
    }

    /// <summary>Starts everything in the background, unless it runs already.</summary>
    public static async Task<AppHost> DetachAsync(Surroundings around, bool isAgreed, bool isFresh, CancellationToken cancellationToken) =>
        AppHost.Find(around) ?? await (await PrepareAsync(around, isAgreed, isFresh, cancellationToken)).DetachAsync(cancellationToken);

    private static async Task<AppHostStart> PrepareAsync(Surroundings around, bool isAgreed, bool isFresh, CancellationToken cancellationToken)
    {
        await new Installer(around).EnsureAsync(forTests: false, isAgreed, cancellationToken);
        await DotnetBuild.RunAsync(around, "Notify.AppHost", cancellationToken);
        return new(around, isFresh);
    }

    private async Task<int> RunAsync(bool isDetached, bool isAgreed, bool isFresh, CancellationToken cancellationToken)
    {
        var running = AppHost.Find(_around);
        if (running is not null)
            _around.Say("Already running:");
        else if (isDetached)
            running = await DetachAsync(_around, isAgreed, isFresh, cancellationToken);
        else
            return await (await PrepareAsync(_around, isAgreed, isFresh, cancellationToken)).RunAsync(cancellationToken);

        StatusPage.Show(_around, await running.StatusAsync(cancellationToken));
        return 0;
    }
}
