using Json.Schema;
using Json.Schema.Keywords;

namespace Notify.Plugins.Settings;

/// <summary>Refuses references that lead nowhere, or for ever in a circle: the library would notice the first only when a value gets there, and end the process by the second.</summary>
internal sealed class SchemaReferences
{
    private readonly HashSet<JsonSchemaNode> _seen = [];
    private readonly HashSet<JsonSchemaNode> _path = [];

    private SchemaReferences()
    {
    }

    /// <exception cref="JsonSchemaException">A reference cannot be followed.</exception>
    public static void EnsureSound(JsonSchemaNode root)
    {
        var references = new SchemaReferences();
        var waiting = new Queue<JsonSchemaNode>([root]);
        while (waiting.TryDequeue(out var node))
        {
            foreach (var deeper in references.Follow(node))
                waiting.Enqueue(deeper);
        }
    }

    /// <summary>Follows all that applies to the same value as the node.</summary>
    /// <returns>What applies to values within it.</returns>
    private List<JsonSchemaNode> Follow(JsonSchemaNode node)
    {
        var deeper = new List<JsonSchemaNode>();
        Follow(node, deeper);
        return deeper;
    }

    private void Follow(JsonSchemaNode node, List<JsonSchemaNode> deeper)
    {
        if (_path.Contains(node))
            throw new JsonSchemaException("A $ref leads back to itself without going into the value. Break the circle.");
        if (!_seen.Add(node))
            return;

        _path.Add(node);
        foreach (var keyword in node.Keywords)
        {
            if (keyword.Handler is RefKeyword && keyword.Subschemas.Length == 0)
                throw new JsonSchemaException($"$ref {keyword.RawValue.GetRawText()} leads nowhere. Refer to a place in this schema, such as \"#/$defs/name\"; nothing is fetched.");

            foreach (var subschema in keyword.Subschemas)
            {
                if (AppliesInPlace(keyword.Handler.Name))
                    Follow(subschema, deeper);
                else
                    deeper.Add(subschema);
            }
        }

        _path.Remove(node);
    }

    private static bool AppliesInPlace(string keyword) =>
        keyword is "$ref" or "$dynamicRef" or "$recursiveRef" or "allOf" or "anyOf" or "oneOf" or "not" or "if" or "then" or "else" or "dependentSchemas" or "dependencies";
}
