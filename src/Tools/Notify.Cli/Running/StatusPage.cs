using System.Globalization;
using Spectre.Console;

namespace Notify.Cli.Running;

/// <summary>Shows what runs, and where, to people.</summary>
internal static class StatusPage
{
    private const string Nothing = "-";

    public static void Show(Surroundings around, SystemStatus status)
    {
        // Addresses are written as they are: a line break inside one could not be clicked.
        around.Output.WriteLine($"dashboard  {status.DashboardLogin ?? status.Dashboard ?? Nothing}");
        around.Output.WriteLine($"gateway    {status.Gateway ?? Nothing}");
        around.Output.WriteLine($"mailbox    {status.Mailbox ?? Nothing}");
        around.Output.WriteLine($"API key    {status.ApiKey ?? Nothing}");
        around.Output.WriteLine();

        var table = PlainTable.Of("RESOURCE", "STATE", "HEALTH", "PROCESS", "REASON");
        foreach (var resource in status.Resources)
        {
            table.AddRow(
                new Text(resource.Name),
                new Text(resource.State ?? Nothing),
                new Text(resource.Health ?? Nothing, StyleOf(resource.Health)),
                new Text(resource.Pid?.ToString(CultureInfo.InvariantCulture) ?? Nothing),
                new Text(resource.Reason ?? ""));
        }

        around.Show(table);
    }

    private static Style StyleOf(string? health) => health switch
    {
        "Healthy" => new(Color.Green),
        "Degraded" => new(Color.Yellow),
        "Unhealthy" => new(Color.Red),
        _ => Style.Plain,
    };
}
