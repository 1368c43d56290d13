using Notify.Channels.Tests.Support;
using Notify.Primitives;

namespace Notify.Channels.Tests.Loading;

/// <summary>A schema that cannot do its work is refused when its plugin loads, and one that would take for ever is given up.</summary>
public sealed class SettingsSchemaTests
{
    [Theory]
    [InlineData("nonsense", "not a JSON Schema")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("""{"properties":{"port":{"minimum":"1"}}}""", "/properties/port/minimum", "must be a number")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"port":{"minimum":"1"}}}""", "/properties/port/minimum", "must be a number")]
    [InlineData("""{"properties":{"port":{"type":"strin"}}}""", "/properties/port/type")]
    [InlineData("""{"required":"how"}""", "/required", "must be a list")]
    [InlineData("""{"properties":{"port":7}}""", "/properties/port")]
    [InlineData("""{"properties":{"a":{"pattern":"(["}}}""", "'([' is no regular expression")]
    [InlineData("""{"patternProperties":{"([":{}}}""", "'([' is no regular expression")]
    [InlineData("""{"$schema":"https://example.com/own"}""", "/$schema", "https://example.com/own", "draft-07")]
    [InlineData("""{"properties":{"a":{"$ref":"#/definitions/nothing"}}}""", "#/definitions/nothing", "leads nowhere")]
    [InlineData("""{"properties":{"a":{"$ref":"https://example.com/elsewhere.json"}}}""", "https://example.com/elsewhere.json", "nothing is fetched")]
    [InlineData("""{"properties":{"a":{"$ref":"file:///etc/hostname"}}}""", "file:///etc/hostname", "nothing is fetched")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"allOf":[{"$ref":"#/$defs/y"}]},"y":{"$ref":"#/$defs/x"}}}""", "leads back to itself")]
    [InlineData("""{"$ref":"#"}""")]
    public async Task Refuses_a_schema_that_is_none_and_says_why(string schema, params string[] words)
    {
        var refusal = await Assert.ThrowsAsync<FormatException>(() => SchemaHost.StartAsync(schema));

        Assert.Contains("settings schema", refusal.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"pattern":"^(a+)+$"}}}""", """{"a":"VALUE"}""", "/a")]
    [InlineData("""{"properties":{"a":{"items":{"pattern":"^(a|aa)+$"}}}}""", """{"a":["a","VALUE"]}""", "/a/1")]
    [InlineData("""{"propertyNames":{"pattern":"^(a+)+$"}}""", """{"VALUE":1}""", "/VALUE")]
    [InlineData("""{"patternProperties":{"^(a+)+$":{}},"additionalProperties":false}""", """{"VALUE":1}""", "")]
    [InlineData("""{"patternProperties":{"^(a+)+$":{}},"unevaluatedProperties":false}""", """{"VALUE":1}""", "")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"pattern":"^(a+)+$","writeOnly":true}}}""", """{"a":"VALUE"}""", "/a")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"pattern":"^(\\p{L}+)+$"}}}""", """{"a":"VALUE"}""", "/a")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema","properties":{"a":{"pattern":"^(a+)+$"}}}""", """{"a":"VALUE"}""", "/a")]
    public async Task Gives_up_a_pattern_that_would_take_for_ever(string schema, string settings, string path)
    {
        var value = new string('a', 60) + "!";
        await using var host = await SchemaHost.StartAsync(schema);

        var refusal = Assert.Throws<NotifyException>(() => host.Validate(settings.Replace("VALUE", value, StringComparison.Ordinal)));

        Assert.Equal(ErrorCode.SettingsTimeout, refusal.Code);
        Assert.Equal(path.Replace("VALUE", value, StringComparison.Ordinal), Assert.Single(refusal.Fields).Path);
        Assert.DoesNotContain(value, refusal.Message + refusal.Fields[0].Message, StringComparison.Ordinal);
        Assert.Null(refusal.InnerException);
    }

    [Fact]
    public async Task Two_versions_of_a_schema_with_one_id_stand_beside_each_other()
    {
        await using var first = await SchemaHost.StartAsync("""{"$id":"https://example.com/settings","properties":{"a":{"type":"string"}}}""");
        await using var second = await SchemaHost.StartAsync("""{"$id":"https://example.com/settings","properties":{"a":{"type":"integer"}}}""");

        Assert.Empty(first.Validate("""{"a":"x"}"""));
        Assert.Empty(second.Validate("""{"a":1}"""));
        Assert.Single(second.Validate("""{"a":"x"}"""));
    }

    [Fact]
    public async Task Takes_a_whole_number_that_is_written_with_a_fraction()
    {
        await using var host = await SchemaHost.StartAsync("""{"properties":{"port":{"type":"integer"}}}""");

        Assert.Empty(host.Validate("""{"port":25.0}"""));
        Assert.Single(host.Validate("""{"port":25.5}"""));
    }
}
