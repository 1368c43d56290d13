using System.CommandLine;
using Notify.Cli.Running;

namespace Notify.Cli.Commands;

/// <summary>Shows what runs, and where.</summary>
internal sealed class StatusCommand : Command
{
    public StatusCommand(Surroundings around) : base("status", "shows what runs, and where")
    {
        var json = new Option<bool>("--json") { Description = "as one JSON document, for programs" };
        Options.Add(json);
        SetAction((asked, cancellationToken) => RunAsync(around, asked.GetValue(json), cancellationToken));
    }

    private static async Task<int> RunAsync(Surroundings around, bool isJson, CancellationToken cancellationToken)
    {
        using var control = AppHost.Get(around).Connect();
        if (isJson)
            await around.Output.WriteLineAsync((await control.StatusTextAsync(cancellationToken)).TrimEnd());
        else
            StatusPage.Show(around, await control.StatusAsync(cancellationToken));
        return 0;
    }
}
