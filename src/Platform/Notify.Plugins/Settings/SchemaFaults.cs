using System.Globalization;
using System.Text.Json;
using Json.Pointer;
using Json.Schema;

namespace Notify.Plugins.Settings;

/// <summary>
/// Reads from the library's tree of results what is really wrong. The tree also holds what fails without harm: a condition that is not met, an alternative
/// beside the one that fits. The library's own words are not used: they may hold the value, which may be a secret.
/// </summary>
internal sealed class SchemaFaults
{
    private readonly JsonElement _root;
    private readonly SchemaRegistry _registry;

    private SchemaFaults(JsonElement root, SchemaRegistry registry)
    {
        _root = root;
        _registry = registry;
    }

    public static IReadOnlyList<SchemaFault> Find(EvaluationResults results, JsonSchema schema, JsonElement root, SchemaRegistry registry) =>
        results.IsValid ? [] : new SchemaFaults(root, registry).Of(results, schema.Root, JsonPointer.Empty);

    private List<SchemaFault> Of(EvaluationResults result, JsonSchemaNode? node, JsonPointer location)
    {
        var schema = node?.Source ?? SchemaOf(result);
        var faults = new List<SchemaFault>();
        if (result.Errors is { } errors)
            faults.AddRange(errors.Keys.Where(static keyword => keyword != "contains").SelectMany(keyword => Broken(location, keyword, schema)));

        foreach (var group in (result.Details ?? []).GroupBy(detail => detail.EvaluationPath[result.EvaluationPath.SegmentCount].ToString()))
        {
            var details = group.ToArray();
            faults.AddRange(group.Key switch
            {
                "if" or "contains" => [], // they only steer: what follows from them is said elsewhere
                "not" => Array.Exists(details, static detail => detail.IsValid) ? Broken(location, "not", schema) : [],
                "anyOf" when Array.Exists(details, static detail => detail.IsValid) => [],
                "oneOf" when details.Count(static detail => detail.IsValid) == 1 => [],
                "anyOf" or "oneOf" => OfChoice(location, group.Key, schema, details, Deeper),
                "propertyNames" => details.Where(static detail => !detail.IsValid).SelectMany(Deeper).Select(NameOf),
                _ => details.Where(static detail => !detail.IsValid).SelectMany(Deeper),
            });

            List<SchemaFault> Deeper(EvaluationResults detail)
            {
                var place = LocationOf(detail, result, location, group.Key, schema);
                return IsForbidden(detail) ? [new(place, group.Key, schema, ValueAt(place))] : Of(detail, NodeOf(node, group.Key, detail, result), place);
            }
        }

        if (IsTooFewOrMany(result, location, schema))
            faults.Add(new(location, "contains", schema, ValueAt(location)));
        return faults.Count > 0 ? faults : [new(location, "", schema, ValueAt(location))]; // never silent about what is not valid
    }

    /// <summary>Counts for <c>contains</c>: in older drafts the library reports its error when it is met.</summary>
    private bool IsTooFewOrMany(EvaluationResults result, JsonPointer location, JsonElement? schema)
    {
        var rules = new SchemaFault(location, "contains", schema, ValueAt(location));
        if (rules.Rule("contains") is null || rules.Value is not { ValueKind: JsonValueKind.Array })
            return false;

        var fitting = (result.Details ?? []).Count(detail => detail.IsValid && detail.EvaluationPath[result.EvaluationPath.SegmentCount].ToString() == "contains");
        return fitting < (rules.Rule("minContains")?.GetDouble() ?? 1) || fitting > (rules.Rule("maxContains")?.GetDouble() ?? double.MaxValue);
    }

    /// <summary>Finds the schema that gave a result. The library's own locations of schemas within schemas are not reliable.</summary>
    private static JsonSchemaNode? NodeOf(JsonSchemaNode? parent, string keyword, EvaluationResults detail, EvaluationResults result)
    {
        var subschemas = Array.Find(parent?.Keywords ?? [], data => data.Handler.Name == keyword)?.Subschemas;
        if (subschemas is null or [_])
            return subschemas?[0];

        var next = result.EvaluationPath.SegmentCount + 1;
        var name = next < detail.EvaluationPath.SegmentCount ? detail.EvaluationPath[next].ToString() : null;
        return Array.Find(subschemas, node => node.RelativePath.SegmentCount > 0 && node.RelativePath[node.RelativePath.SegmentCount - 1].ToString() == name);
    }

    /// <summary>Finds the place of a value. The library counts the items after <c>prefixItems</c> from zero.</summary>
    private static JsonPointer LocationOf(EvaluationResults detail, EvaluationResults result, JsonPointer location, string keyword, JsonElement? schema)
    {
        var depth = result.InstanceLocation.SegmentCount;
        if (detail.InstanceLocation.SegmentCount <= depth)
            return location;

        var step = SchemaFault.NameOf(detail.InstanceLocation, depth);
        return keyword == "items" && new SchemaFault(location, keyword, schema, null).Rule("prefixItems") is { ValueKind: JsonValueKind.Array } prefix
            ? location.Combine(int.Parse(step, CultureInfo.InvariantCulture) + prefix.GetArrayLength())
            : location.Combine(step);
    }

    /// <summary>A schema that is just <see langword="false"/> says nothing; the keyword that holds it does.</summary>
    private static bool IsForbidden(EvaluationResults detail) => detail.Errors?.ContainsKey("") == true;

    private static SchemaFault NameOf(SchemaFault fault) => fault with
    {
        IsName = true,
        Value = JsonSerializer.SerializeToElement(SchemaFault.NameOf(fault.Location, fault.Location.SegmentCount - 1), SettingsJson.Default.String),
    };

    private IEnumerable<SchemaFault> OfChoice(
        JsonPointer location, string keyword, JsonElement? schema, EvaluationResults[] alternatives, Func<EvaluationResults, List<SchemaFault>> deeper)
    {
        var choice = new SchemaFault(location, keyword, schema, ValueAt(location));
        if (SettingsErrorText.NamesOfChoice(choice) is not null || Array.Exists(alternatives, static alternative => alternative.IsValid))
            return [choice]; // it is about what goes together, or several fit

        // An alternative whose constant fits is the one that was meant.
        var faults = alternatives.Select(deeper).ToArray();
        var meant = Array.FindAll(faults, static alternative => !alternative.Exists(static fault => fault.Keyword is "const" or "enum"));
        return (meant.Length > 0 ? meant : faults).SelectMany(static alternative => alternative);
    }

    private IEnumerable<SchemaFault> Broken(JsonPointer location, string keyword, JsonElement? schema)
    {
        var fault = new SchemaFault(location, keyword, schema, ValueAt(location));
        return keyword switch
        {
            "required" => Missing(fault, fault.Rule(keyword), because: null),
            "dependentRequired" or "dependencies" when fault.Rule(keyword) is { ValueKind: JsonValueKind.Object } rules => rules.EnumerateObject()
                .Where(rule => fault.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(rule.Name, out _))
                .SelectMany(rule => Missing(fault, rule.Value, rule.Name)),
            _ => [fault],
        };
    }

    private static IEnumerable<SchemaFault> Missing(SchemaFault fault, JsonElement? names, string? because) =>
        names is { ValueKind: JsonValueKind.Array } required && fault.Value is { ValueKind: JsonValueKind.Object } value
            ? required.EnumerateArray().Select(static name => name.GetString() ?? "").Where(name => !value.TryGetProperty(name, out _))
                .Select(name => fault with { Location = fault.Location.Combine(name), Value = null, Because = because })
            : [];

    private JsonElement? ValueAt(JsonPointer location) => location.Evaluate(_root);

    private JsonElement? SchemaOf(EvaluationResults result) =>
        _registry.Get(result.SchemaLocation) is JsonSchema document && JsonPointer.TryParse(result.SchemaLocation.Fragment, out var pointer)
            ? pointer.Evaluate(document.Root.Source) : null;
}
