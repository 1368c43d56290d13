using System.Text.RegularExpressions;

namespace Notify.Architecture.Tests.Storage;

/// <summary>
/// Data stays home: a table is made and touched only by the module whose schema it is in. The platform's tables, such as the
/// idempotency keys that must commit together with a module's own rows, are everybody's.
/// </summary>
internal static partial class SchemaRules
{
    private static readonly string[] Folders = ["src/Modules", "src/Platform", "src/Services"];

    /// <summary>A file's text, and the schema that its project owns.</summary>
    internal readonly record struct Source(string Path, string OwnSchema, string Text);

    /// <summary>Finds tables that are made in, or read from, somebody else's schema.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyList<Source> sources)
    {
        var tables = sources.SelectMany(static source => Creation().Matches(source.Text).Select(match => (Source: source, Table: match.Groups["table"].Value))).ToList();
        var madeElsewhere = tables
            .Where(static made => !IsHome(made.Table, made.Source))
            .Select(static made => $"{made.Source.Path} makes {made.Table}");
        var used = from source in sources
                   from table in tables.Select(static made => made.Table).Distinct(StringComparer.Ordinal)
                   where !IsHome(table, source) && !table.StartsWith("platform.", StringComparison.Ordinal) && Mentions(source.Text, table)
                   select $"{source.Path} uses {table}";
        return [.. madeElsewhere, .. used];
    }

    /// <summary>Reads the sources of the modules, the platform and the services.</summary>
    public static IReadOnlyList<Source> ReadAll() =>
    [
        .. from folder in Folders
           from path in Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.sql"))
           select new Source(path, SchemaOf(path.Replace('\\', '/')), Repository.Read(path)),
    ];

    private static bool IsHome(string table, Source source) => table.StartsWith(source.OwnSchema + ".", StringComparison.Ordinal);

    private static string SchemaOf(string path) =>
        path.StartsWith("src/Modules/", StringComparison.Ordinal)
            ? path.Split('/')[2].Split('.')[1].ToLowerInvariant()
            : "platform";

    private static bool Mentions(string text, string table) => Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(table)}\b");

    [GeneratedRegex(@"CREATE\s+TABLE\s+(IF\s+NOT\s+EXISTS\s+)?(?<table>\w+\.\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Creation();
}
