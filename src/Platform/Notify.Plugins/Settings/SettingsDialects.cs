using System.Text.Json;
using Json.Schema;
using Json.Schema.Keywords.Draft06;

namespace Notify.Plugins.Settings;

/// <summary>The drafts of JSON Schema that a plugin may write its schema in, all with regular expressions that end in time.</summary>
internal static class SettingsDialects
{
    private static readonly IKeywordHandler[] Bounded = [BoundedPattern.Keyword, BoundedPatternProperties.Keyword];

    /// <summary>For a schema that names no draft: the newest, with what older ones called otherwise.</summary>
    private static readonly Dialect Unnamed = Dialect.Draft202012.With([.. Bounded, DefinitionsKeyword.Instance, DependenciesKeyword.Instance]);

    private static readonly (Dialect Dialect, JsonSchema MetaSchema)[] Named =
    [
        (Dialect.Draft06.With(Bounded, MetaSchemas.Draft6Id), MetaSchemas.Draft6),
        (Dialect.Draft07.With(Bounded, MetaSchemas.Draft7Id), MetaSchemas.Draft7),
        (Dialect.Draft201909.With(Bounded, MetaSchemas.Draft201909Id), MetaSchemas.Draft201909),
        (Dialect.Draft202012.With(Bounded, MetaSchemas.Draft202012Id), MetaSchemas.Draft202012),
    ];

    private static readonly DialectRegistry Registry = RegistryOf(Named.Select(static draft => draft.Dialect));

    /// <exception cref="JsonSchemaException">A keyword has a value that its draft does not allow.</exception>
    public static void EnsureValid(JsonElement schema)
    {
        var metaSchema = MetaSchemaOf(schema);
        var results = metaSchema.Evaluate(schema, new() { OutputFormat = OutputFormat.Hierarchical });
        var faults = SchemaFaults.Find(results, metaSchema, schema, SchemaRegistry.Global);
        if (faults.Count > 0)
            throw new JsonSchemaException(string.Join(' ', faults.Select(static fault => SettingsErrorText.ForSchema(fault)).Distinct()));
    }

    public static JsonSchema Build(JsonElement schema, SchemaRegistry registry) =>
        JsonSchema.Build(schema, new() { SchemaRegistry = registry, DialectRegistry = Registry, Dialect = Unnamed });

    private static JsonSchema MetaSchemaOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("$schema", out var named))
            return MetaSchemas.Draft202012;

        var text = named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        var id = text?.TrimEnd('#');
        return Array.Find(Named, draft => draft.Dialect.Id?.OriginalString.TrimEnd('#') == id).MetaSchema ?? throw new JsonSchemaException(
            $"/$schema is {named.GetRawText()}, which is no draft that is known. Known are: {string.Join(", ", Named.Select(static draft => draft.Dialect.Id))}.");
    }

    private static DialectRegistry RegistryOf(IEnumerable<Dialect> dialects)
    {
        var registry = new DialectRegistry();
        foreach (var dialect in dialects)
            registry.Register(dialect);
        return registry;
    }
}
