using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Loading;

/// <summary>Every keyword that a plugin may write is kept, in the draft that has it, and what breaks it is said in a sentence.</summary>
public sealed class SettingsKeywordTests
{
    private const string Draft7 = "http://json-schema.org/draft-07/schema#";
    private const string Draft2019 = "https://json-schema.org/draft/2019-09/schema";
    private const string Draft2020 = "https://json-schema.org/draft/2020-12/schema";

    [Theory]
    [InlineData("""{"properties":{"a":{"const":"x"}}}""", """{"a":"x"}""")]
    [InlineData("""{"properties":{"a":{"const":"x"}}}""", """{"a":"y"}""", "/a", """Setting 'a' is "y" but must be x.""")]
    [InlineData("""{"properties":{"a":{"enum":["x",7]}}}""", """{"a":"y"}""", "/a", """Setting 'a' is "y" but must be one of x, 7.""")]
    [InlineData("""{"if":{"properties":{"tls":{"const":true}},"required":["tls"]},"then":{"required":["cert"]},"else":{"required":["reason"]}}""", """{"tls":true,"cert":"c"}""")]
    [InlineData("""{"if":{"properties":{"tls":{"const":true}},"required":["tls"]},"then":{"required":["cert"]},"else":{"required":["reason"]}}""", """{"tls":true}""", "/cert", "Setting 'cert' is required.")]
    [InlineData("""{"if":{"properties":{"tls":{"const":true}},"required":["tls"]},"then":{"required":["cert"]},"else":{"required":["reason"]}}""", """{"tls":false}""", "/reason", "Setting 'reason' is required.")]
    [InlineData("""{"propertyNames":{"pattern":"^[a-z]+$"}}""", """{"good":1}""")]
    [InlineData("""{"propertyNames":{"pattern":"^[a-z]+$"}}""", """{"Bad":1}""", "/Bad", "Setting 'Bad' is not a name for a setting here: a name must be text that matches ^[a-z]+$.")]
    [InlineData("""{"properties":{"a":{"contains":{"const":"x"}}}}""", """{"a":["y","x"]}""")]
    [InlineData("""{"properties":{"a":{"contains":{"const":"x"}}}}""", """{"a":["y"]}""", "/a", "Setting 'a' must be a list with at least one entry of the kind that the schema asks for.")]
    [InlineData("""{"properties":{"a":{"contains":{"const":"x"}}}}""", """{"a":[]}""", "/a", "Setting 'a' must be a list with at least one entry of the kind that the schema asks for.")]
    [InlineData("""{"properties":{"a":{"contains":{"const":"x"},"maxItems":1}}}""", """{"a":["x","x"]}""", "/a", "Setting 'a' must be a list of at most 1 entries.")]
    [InlineData("""{"definitions":{"port":{"type":"integer"}},"properties":{"a":{"$ref":"#/definitions/port","maximum":9}}}""", """{"a":9}""")]
    [InlineData("""{"definitions":{"port":{"type":"integer"}},"properties":{"a":{"$ref":"#/definitions/port","maximum":9}}}""", """{"a":10}""", "/a", "Setting 'a' is 10 but must be at most 9.")]
    [InlineData("""{"definitions":{"port":{"type":"integer"}},"properties":{"a":{"$ref":"#/definitions/port","maximum":9}}}""", """{"a":"x"}""", "/a", """Setting 'a' is "x" but must be a whole number.""")]
    [InlineData("""{"not":{"required":["a"]}}""", """{"b":1}""")]
    [InlineData("""{"not":{"required":["a"]}}""", """{"a":1}""", "", "The settings must not be what the schema excludes.")]
    [InlineData("""{"properties":{"a":{"not":{"const":"root"}}}}""", """{"a":"root"}""", "/a", """Setting 'a' is "root" but must not be what the schema excludes: root.""")]
    [InlineData("""{"properties":{"a":false}}""", """{"a":1}""", "/a", "Setting 'a' is not allowed here.")]
    [InlineData("""{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}""", """{"x-a":"b"}""")]
    [InlineData("""{"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false}""", """{"x-a":1,"y":2}""", "/x-a", "Setting 'x-a' is 1 but must be a string.", "/y", "Setting 'y' is not known.")]
    [InlineData("""{"properties":{"a":{"exclusiveMinimum":0,"exclusiveMaximum":10,"multipleOf":2}}}""", """{"a":0}""", "/a", "Setting 'a' is 0 but must be more than 0.")]
    [InlineData("""{"properties":{"a":{"exclusiveMinimum":0,"exclusiveMaximum":10,"multipleOf":2}}}""", """{"a":11}""", "/a", "Setting 'a' is 11 but must be less than 10.", "/a", "Setting 'a' is 11 but must be a multiple of 2.")]
    [InlineData("""{"properties":{"a":{"uniqueItems":true,"minItems":1,"maxItems":3}}}""", """{"a":[1,1]}""", "/a", "Setting 'a' must be a list in which nothing is twice.")]
    [InlineData("""{"properties":{"a":{"uniqueItems":true,"minItems":1,"maxItems":3}}}""", """{"a":[]}""", "/a", "Setting 'a' must be a list of at least 1 entries.")]
    [InlineData("""{"properties":{"a":{"minProperties":1,"maxProperties":2}}}""", """{"a":{}}""", "/a", "Setting 'a' must be an object of at least 1 properties.")]
    [InlineData("""{"properties":{"a":{"type":["string","object"]}}}""", """{"a":1}""", "/a", "Setting 'a' is 1 but must be a string or an object.")]
    [InlineData("""{"properties":{"a":{"type":"array","items":{"type":"object","required":["b"]}}}}""", """{"a":[{"b":1},{}]}""", "/a/1/b", "Setting 'a/1/b' is required.")]
    [InlineData("""{"oneOf":[{"properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"]},{"properties":{"kind":{"const":"b"}},"required":["kind","y"]}]}""", """{"kind":"a"}""", "/x", "Setting 'x' is required.")]
    [InlineData("""{"oneOf":[{"type":"object"},{"minProperties":1}]}""", """{"a":1}""", "", "The settings can be read as several alternatives of the schema. Give what fits exactly one.")]
    [InlineData("""{"anyOf":[{"required":["a"]},{"required":["b","c"]}]}""", """{"b":1}""", "", "Give at least one of these: 'a', 'b' with 'c'.")]
    [InlineData("""{"properties":{"a/b":{"type":"string"},"c~d":{"type":"string"},"é":{"type":"string"}}}""", """{"a/b":1,"c~d":1,"é":1}""", "/a~1b", "Setting 'a~1b' is 1 but must be a string.", "/c~0d", "Setting 'c~0d' is 1 but must be a string.", "/é", "Setting 'é' is 1 but must be a string.")]
    public async Task Keeps_it_in_every_draft(string schema, string settings, params string[] expected)
    {
        foreach (var draft in new[] { null, Draft7, Draft2019, Draft2020 })
            await CheckAsync(draft, schema, settings, expected);
    }

    [Theory]
    [InlineData(Draft7, """{"properties":{"a":{"items":[{"type":"string"}],"additionalItems":false}}}""", """{"a":["x",1]}""", "/a/1", "Setting 'a/1' is not allowed here.")]
    [InlineData(Draft7, """{"dependencies":{"a":["b"]}}""", """{"a":1}""", "/b", "Setting 'b' is required when 'a' is given.")]
    [InlineData(null, """{"dependencies":{"a":["b"]}}""", """{"a":1}""", "/b", "Setting 'b' is required when 'a' is given.")]
    [InlineData(Draft7, """{"dependencies":{"a":{"required":["b"]}}}""", """{"a":1}""", "/b", "Setting 'b' is required.")]
    [InlineData(Draft2019, """{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "/b", "Setting 'b' is required when 'a' is given.")]
    [InlineData(Draft2020, """{"dependentRequired":{"a":["b"]}}""", """{"a":1,"b":2}""")]
    [InlineData(Draft2020, """{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "/b", "Setting 'b' is required when 'a' is given.")]
    [InlineData(null, """{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "/b", "Setting 'b' is required when 'a' is given.")]
    [InlineData(Draft2020, """{"dependentSchemas":{"a":{"required":["b"]}}}""", """{"a":1}""", "/b", "Setting 'b' is required.")]
    [InlineData(Draft2020, """{"properties":{"a":{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}}}""", """{"a":["x",1]}""")]
    [InlineData(Draft2020, """{"properties":{"a":{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}}}""", """{"a":[1,1,1]}""", "/a/0", "Setting 'a/0' is 1 but must be a string.", "/a/2", "Setting 'a/2' is not allowed here.")]
    [InlineData(null, """{"properties":{"a":{"prefixItems":[{"type":"string"}]}}}""", """{"a":[1]}""", "/a/0", "Setting 'a/0' is 1 but must be a string.")]
    [InlineData(Draft2020, """{"allOf":[{"properties":{"a":{}}}],"properties":{"b":{}},"unevaluatedProperties":false}""", """{"a":1,"b":2}""")]
    [InlineData(Draft2020, """{"allOf":[{"properties":{"a":{}}}],"properties":{"b":{}},"unevaluatedProperties":false}""", """{"a":1,"c":2}""", "/c", "Setting 'c' is not known. Known are: b.")]
    [InlineData(Draft2020, """{"properties":{"a":{"contains":{"const":1},"minContains":2,"maxContains":3}}}""", """{"a":[1,2]}""", "/a", "Setting 'a' must be a list with 2 to 3 entries of the kind that the schema asks for.")]
    [InlineData(Draft2020, """{"$defs":{"port":{"type":"integer"}},"properties":{"a":{"$ref":"#/$defs/port"}}}""", """{"a":"x"}""", "/a", """Setting 'a' is "x" but must be a whole number.""")]
    [InlineData(Draft2020, """{"$id":"https://example.com/settings","$defs":{"p":{"$anchor":"port","type":"integer"}},"properties":{"a":{"$ref":"#port"}}}""", """{"a":"x"}""", "/a", """Setting 'a' is "x" but must be a whole number.""")]
    [InlineData(Draft2020, """{"properties":{"tree":{"$ref":"#/$defs/node"}},"$defs":{"node":{"properties":{"next":{"$ref":"#/$defs/node"},"v":{"type":"integer"}}}}}""", """{"tree":{"next":{"next":{"v":"x"}}}}""", "/tree/next/next/v", """Setting 'tree/next/next/v' is "x" but must be a whole number.""")]
    public Task Keeps_it_in_the_draft_that_has_it(string? draft, string schema, string settings, params string[] expected) => CheckAsync(draft, schema, settings, expected);

    [Theory]
    [InlineData("uri", "https://example.com/", "example", "an absolute URI")]
    [InlineData("email", "a@example.com", "a at example", "an e-mail address")]
    [InlineData("date-time", "2026-01-02T03:04:05Z", "yesterday", "text of the format date-time")]
    [InlineData("date", "2026-01-02", "2026-13-02", "text of the format date")]
    [InlineData("time", "03:04:05Z", "noon", "text of the format time")]
    [InlineData("hostname", "mail.example.com", "-mail-", "text of the format hostname")]
    [InlineData("ipv4", "192.0.2.1", "192.0.2.256", "text of the format ipv4")]
    [InlineData("ipv6", "2001:db8::1", "2001:db8::g", "text of the format ipv6")]
    [InlineData("uuid", "01980000-0000-7000-8000-000000000001", "0198", "text of the format uuid")]
    [InlineData("guid", "01980000-0000-7000-8000-000000000001", "0198", "text of the format guid")]
    [InlineData("byte", "bm90aWZ5", "not*base64", "text of the format byte")]
    [InlineData("base64", "bm90aWZ5", "not*base64", "text of the format base64")]
    [InlineData("time-span", "00:00:10", "ten seconds", "text of the format time-span")]
    public async Task Keeps_the_format_in_every_draft(string format, string good, string bad, string rule)
    {
        foreach (var draft in new[] { null, Draft7, Draft2019, Draft2020 })
        {
            var schema = $$$$"""{"properties":{"a":{"type":"string","format":"{{{{format}}}}"}}}""";
            await CheckAsync(draft, schema, $$"""{"a":"{{good}}"}""");
            await CheckAsync(draft, schema, $$"""{"a":"{{bad}}"}""", "/a", $"""Setting 'a' is "{bad}" but must be {rule}.""");
        }
    }

    [Fact]
    public async Task Takes_the_patterns_of_ECMAScript()
    {
        const string Schema = """{"properties":{"name":{"pattern":"^\\p{L}+$"},"digits":{"pattern":"^\\d+$"},"ahead":{"pattern":"^(?=.*[a-z]).+$"}}}""";
        await CheckAsync(Draft7, Schema, """{"name":"Zoë","digits":"12","ahead":"1a"}""");
        await CheckAsync(Draft7, Schema, """{"digits":"१२"}""", "/digits", """Setting 'digits' is "१२" but must be text that matches ^\d+$.""");
    }

    [Theory]
    [InlineData("""{"properties":{"token":{"type":"string","writeOnly":true,"const":"x"}}}""")]
    [InlineData("""{"properties":{"token":{"writeOnly":true,"enum":["x"]}}}""")]
    [InlineData("""{"properties":{"token":{"writeOnly":true,"not":{"const":"hunter2"}}}}""")]
    [InlineData("""{"properties":{"token":{"writeOnly":true,"format":"uri"}}}""")]
    [InlineData("""{"properties":{"token":{"writeOnly":true,"maximum":1,"type":"integer"}}}""")]
    [InlineData("""{"properties":{"token":{"writeOnly":true,"oneOf":[{"const":"a"},{"const":"b"}]}}}""")]
    public async Task Never_shows_a_secret(string schema)
    {
        await using var host = await SchemaHost.StartAsync(schema);

        var errors = host.Validate("""{"token":"hunter2"}""");

        Assert.NotEmpty(errors);
        Assert.All(errors, static error => Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Knows_a_secret_by_any_name()
    {
        await using var host = await SchemaHost.StartAsync("""{"properties":{"a/b~c":{"type":"integer","writeOnly":true}}}""");

        var error = Assert.Single(host.Validate("""{"a/b~c":"hunter2"}"""));

        Assert.Equal(("/a~1b~0c", "Setting 'a~1b~0c' must be a whole number."), (error.Path, error.Message));
    }

    private static async Task CheckAsync(string? draft, string schema, string settings, params string[] expected)
    {
        await using var host = await SchemaHost.StartAsync(draft is null ? schema : $$"""{"$schema":"{{draft}}",{{schema[1..]}}""");

        var errors = host.Validate(settings);

        Assert.Equal(expected, errors.SelectMany(static error => new[] { error.Path, error.Message }));
    }
}
