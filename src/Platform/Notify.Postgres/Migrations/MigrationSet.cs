using System.Reflection;

namespace Notify.Postgres.Migrations;

/// <summary>One module's migrations.</summary>
/// <param name="Schema">The PostgreSQL schema that the module owns.</param>
/// <param name="Assembly">The assembly that embeds <c>Migrations/0001_….sql</c> and so on.</param>
public sealed record MigrationSet(string Schema, Assembly Assembly)
{
    /// <summary>Reads the migrations in the order of their numbers.</summary>
    /// <exception cref="InvalidOperationException">A file's name does not start with four digits, or a number is used twice.</exception>
    internal IReadOnlyList<Migration> Read()
    {
        var migrations = Assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains(".Migrations.", StringComparison.Ordinal))
            .Select(Read)
            .OrderBy(static migration => migration.Number)
            .ToList();
        return migrations.DistinctBy(static migration => migration.Number).Count() == migrations.Count
            ? migrations
            : throw new InvalidOperationException($"Two migrations of schema '{Schema}' have the same number. Renumber the later one.");
    }

    private Migration Read(string resource)
    {
        var name = resource[(resource.LastIndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..^".sql".Length];
        if (name.Length < 5 || !int.TryParse(name.AsSpan(0, 4), out var number))
        {
            throw new InvalidOperationException($"Migration '{name}' of schema '{Schema}' must be named like 0001_what_it_does.sql.");
        }

        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!); // listed by the assembly itself just now
        return new(number, name, reader.ReadToEnd());
    }
}
