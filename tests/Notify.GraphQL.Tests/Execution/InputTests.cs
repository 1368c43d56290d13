using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using static Notify.GraphQL.Tests.Execution.TestSchema;

namespace Notify.GraphQL.Tests.Execution;

public sealed class InputTests
{
    private static readonly InputObjectType Filter = new()
    {
        Name = "Filter",
        Fields =
        [
            new() { Name = "text", Type = BuiltInScalars.String.AsNonNull },
            new() { Name = "most", Type = BuiltInScalars.Int, DefaultValue = new IntValueNode { Start = 0, Value = "7" } },
            new() { Name = "tags", Type = BuiltInScalars.String.AsNonNull.AsList },
        ],
    };

    private static readonly InputObjectType Choice = new()
    {
        Name = "Choice",
        IsOneOf = true,
        Fields = [new() { Name = "a", Type = BuiltInScalars.String }, new() { Name = "b", Type = BuiltInScalars.Int }],
    };

    private static readonly Schema Echoing = Of(
        Object(
            "Query",
            Resolved("filter", BuiltInScalars.String, context => ValueTask.FromResult<object?>(Show(context.Arguments[0])), new InputValueDefinition { Name = "by", Type = Filter }),
            Resolved("choose", BuiltInScalars.String, context => ValueTask.FromResult<object?>(Show(context.Arguments[0])), new InputValueDefinition { Name = "one", Type = Choice }),
            Resolved("list", BuiltInScalars.String, context => ValueTask.FromResult<object?>(Show(context.Arguments[0])), new InputValueDefinition { Name = "of", Type = BuiltInScalars.Int.AsList }),
            Resolved("number", BuiltInScalars.String, context => ValueTask.FromResult<object?>(Show(context.Arguments[0])), new InputValueDefinition { Name = "n", Type = BuiltInScalars.Int, DefaultValue = new IntValueNode { Start = 0, Value = "5" } })),
        null, Filter, Choice);

    [Theory]
    [InlineData("""{ filter(by: {text: "x"}) }""", null, "{text=x,most=7,tags=missing}")]
    [InlineData("""{ filter(by: {text: "x", most: null, tags: "t"}) }""", null, "{text=x,most=null,tags=[t]}")]
    [InlineData("query($f: Filter) { filter(by: $f) }", """{"f":{"text":"x","tags":["a","b"]}}""", "{text=x,most=7,tags=[a,b]}")]
    [InlineData("""query($t: String = "d", $g: [String!]) { filter(by: {text: $t, tags: $g}) }""", null, "{text=d,most=7,tags=missing}")]
    [InlineData("query($f: Filter) { filter(by: $f) }", null, "missing")]
    [InlineData("{ list(of: 3) }", null, "[3]")]
    [InlineData("query($i: Int) { list(of: [1, $i, 2]) }", null, "[1,null,2]")]
    [InlineData("{ number }", null, "5")]
    [InlineData("{ number(n: null) }", null, "null")]
    [InlineData("query($n: Int) { number(n: $n) }", null, "5")]
    [InlineData("query($n: Int) { number(n: $n) }", """{"n":null}""", "null")]
    [InlineData("query($n: Int) { number(n: $n) }", """{"n":2.0}""", "2")]
    [InlineData("""{ choose(one: {a: "x"}) }""", null, "{a=x,b=missing}")]
    public async Task Coerces(string document, string? variables, string expected)
    {
        var answer = await RunAsync(Echoing, document, variables);

        Assert.Contains($":\"{expected}\"}}}}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query($n: Int) { number(n: $n) }", """{"n":2.5}""", "Variable '$n': Int expects a 32-bit integer, but found 2.5.")]
    [InlineData("query($n: Int) { number(n: $n) }", """{"n":"2"}""", "Variable '$n': Int expects a 32-bit integer, but found a string.")]
    [InlineData("query($n: Int) { number(n: $n) }", """{"n":99999999999}""", "Variable '$n': Int expects a 32-bit integer, but found 99999999999.")]
    [InlineData("query($n: Int!) { number(n: $n) }", null, "Variable '$n': a value of type Int! is required, and none was given.")]
    [InlineData("query($f: Filter) { filter(by: $f) }", """{"f":{"text":1}}""", "Variable '$f': At text: String expects a string, but found 1.")]
    [InlineData("query($f: Filter) { filter(by: $f) }", """{"f":{}}""", "Variable '$f': Filter needs the field 'text' of type String!.")]
    [InlineData("query($f: Filter) { filter(by: $f) }", """{"f":{"text":"x","tags":["a",null]}}""", "Variable '$f': At tags[1]: String! does not allow null.")]
    [InlineData("query($f: Filter) { filter(by: $f) }", """{"f":{"text":"x","more":1}}""", "Variable '$f': Filter has no field 'more'.")]
    [InlineData("query($c: Choice) { choose(one: $c) }", """{"c":{"a":"x","b":1}}""", "Variable '$c': Choice needs exactly one of its fields, and not as null.")]
    [InlineData("query($c: Choice) { choose(one: $c) }", """{"c":{"a":null}}""", "Variable '$c': Choice needs exactly one of its fields, and not as null.")]
    public async Task Refuses_variables_that_do_not_fit(string document, string? variables, string message)
    {
        var answer = await RunAsync(Echoing, document, variables);

        Assert.StartsWith($$"""{"errors":[{"message":"{{message}}",""", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\"data\"", answer, StringComparison.Ordinal);
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        InputObjectValue input => $"{{{string.Join(",", input.Type.Fields.Select((field, i) => $"{field.Name}={Show(input.Values[i])}"))}}}",
        object?[] list => $"[{string.Join(",", list.Select(Show))}]",
        _ => ReferenceEquals(value, InputObjectValue.Missing) ? "missing" : value.ToString()!,
    };
}
