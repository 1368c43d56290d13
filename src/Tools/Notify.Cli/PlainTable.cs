using Spectre.Console;

namespace Notify.Cli;

/// <summary>A table without lines, which other programs can read too.</summary>
internal static class PlainTable
{
    private static readonly Padding BetweenColumns = new(0, 0, 2, 0);

    public static Table Of(params IEnumerable<string> headings)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(new Text(heading)) { Padding = BetweenColumns });
        return table;
    }
}
