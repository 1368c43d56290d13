using System.Text.RegularExpressions;

namespace Notify.Cli.Running;

/// <summary>What programs write to a console, for what is none.</summary>
internal static partial class ConsoleText
{
    /// <summary>Leaves out what colours a line (ECMA-48, select graphic rendition).</summary>
    public static string WithoutColours(string line) => Colour().Replace(line, "");

    [GeneratedRegex(@"\x1B\[[0-9;]*m")]
    private static partial Regex Colour();
}
