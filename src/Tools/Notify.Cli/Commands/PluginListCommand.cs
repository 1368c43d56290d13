using System.CommandLine;
using System.Text.Json;
using Notify.Cli.Running;
using Spectre.Console;

namespace Notify.Cli.Commands;

/// <summary>Lists the channel plugins of the running system.</summary>
internal sealed class PluginListCommand : Command
{
    private static readonly string[] Columns = ["id", "channel", "version", "state", "health"];

    public PluginListCommand(Surroundings around) : base("list", "lists the channel plugins of the running system")
    {
        var json = new Option<bool>("--json") { Description = "the gateway's document, which also has the error of one that does not load" };
        Options.Add(json);
        SetAction((asked, cancellationToken) => RunAsync(around, asked.GetValue(json), cancellationToken));
    }

    private static async Task<int> RunAsync(Surroundings around, bool isJson, CancellationToken cancellationToken)
    {
        using var gateway = Gateway.Of(await AppHost.Get(around).StatusAsync(cancellationToken));
        var answer = await gateway.GetAsync("v1/plugins", cancellationToken);
        if (isJson)
        {
            await around.Output.WriteLineAsync(answer.TrimEnd());
            return 0;
        }

        using var document = JsonDocument.Parse(answer);
        var table = PlainTable.Of(Columns.Select(static column => column.ToUpperInvariant()));
        foreach (var plugin in document.RootElement.GetProperty("plugins").EnumerateArray())
            table.AddRow(Columns.Select(column => new Text(plugin.GetProperty(column).GetString() ?? "-")));
        around.Show(table);
        return 0;
    }
}
