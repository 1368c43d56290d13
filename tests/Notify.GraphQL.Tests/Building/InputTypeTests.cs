using System.Text.Json;
using Notify.GraphQL.Building;
using Notify.GraphQL.Language;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class InputTypeTests
{
    [Theory]
    [InlineData("{ leaves(whole: 1, large: 9007199254740993, real: 1.5, half: 0.5, exact: 12.50, flag: true, text: \"t\") }", "1 9007199254740993 1.5 0.5 12.50 True t")]
    [InlineData("{ leaves(whole: 1, large: 2, real: 3, half: 4, exact: 5, flag: false) }", "1 2 3 4 5 False none")]
    [InlineData("{ times(moment: \"2026-01-31T08:30:00Z\", day: \"2026-01-31\", span: \"PT90S\", id: \"0190a1b2-0000-7000-8000-000000000001\") }", "2026-01-31 08:30:00Z 2026-01-31 00:01:30 0190a1b2-0000-7000-8000-000000000001")]
    [InlineData("{ lists(array: [1, 2], list: [\"a\"], set: [DARK_RED, DARK_RED], grid: [[1], [2, 3]]) }", "1,2 a DarkRed 1|2,3")]
    [InlineData("{ lists(array: 1, list: [], set: [], grid: 5) }", "1   5")]
    [InlineData("{ defaults }", "10 DarkRed one,two hi")]
    [InlineData("{ defaults(size: 3, greeting: \"ho\") }", "3 DarkRed one,two ho")]
    public async Task Reads_arguments_into_the_types_that_resolvers_take(string document, string expected)
    {
        await using var server = BuiltServer.Of(typeof(InputQueries));

        var json = await server.RunAsync(document);

        Assert.Equal(expected, FirstField(json));
    }

    [Theory]
    [InlineData("DateTime", "2026-01-31T08:30:00", "DateTime expects a moment with an offset, such as 2026-01-31T08:30:00Z.")]
    [InlineData("DateTime", "2026-02-30T08:30:00Z", "DateTime expects a moment with an offset, such as 2026-01-31T08:30:00Z.")]
    [InlineData("LocalDate", "31.01.2026", "LocalDate expects a day, such as 2026-01-31.")]
    [InlineData("Duration", "P1M", "Duration expects days, hours, minutes and seconds, such as P1DT2H; years and months have no fixed length.")]
    [InlineData("UUID", "secret", "UUID expects a UUID with dashes, such as 123e4567-e89b-12d3-a456-426614174000.")]
    public void Says_what_a_scalar_expects_without_repeating_what_it_got(string scalar, string text, string message)
    {
        Type[] types = [typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan), typeof(Guid)];
        var type = types.Select(ScalarTable.Find).Single(candidate => candidate?.Name == scalar);

        Assert.Equal(message, Assert.Throws<GraphQL.TypeSystem.LeafException>(() => type!.ParseJson(JsonSerializer.SerializeToElement(text))).Message);
    }

    [Fact]
    public async Task Prints_defaults_into_the_schema()
    {
        await using var server = BuiltServer.Of(typeof(InputQueries));

        var defaults = server.Schema.Query.FindField("defaults")!.Arguments.Select(argument => (argument.Name, $"{argument.Type}", argument.DefaultValue is { } value ? AstPrinter.Print(value) : null));

        Assert.Equal([("size", "Int!", "10"), ("color", "Color!", "DARK_RED"), ("words", "[String!]", null), ("greeting", "String!", "\"hi\"")], defaults);
    }

    [Fact]
    public async Task Makes_input_objects_by_constructor_and_by_properties()
    {
        await using var server = BuiltServer.Of(typeof(ObjectQueries));

        var json = await server.RunAsync(
            """query ($nested: NestedInput!) { make(order: { name: "n", lines: [{ item: "x", count: 2 }, { item: "y" }], nested: $nested }) }""",
            new { nested = new { depth = 1, inner = new { depth = 2 } } });

        Assert.Equal("n x*2 y*1 1>2 normal", FirstField(json));
        Assert.Equal(
            ["item: String!", "count: Int! = 1"],
            Input(server, "LineInput"));
        Assert.Equal(["name: String!", "lines: [LineInput!]!", "nested: NestedInput", "mood: String! = \"normal\""], Input(server, "OrderInput"));
    }

    [Theory]
    [InlineData("{ patch(change: { }) }", "not given, not given, not given")]
    [InlineData("{ patch(change: { title: null, count: null, tags: null }) }", "null, null, null")]
    [InlineData("{ patch(change: { title: \"t\", count: 4, tags: [\"a\"] }) }", "t, 4, a")]
    public async Task Tells_what_was_not_given_from_what_was_given_as_null(string document, string expected)
    {
        await using var server = BuiltServer.Of(typeof(PatchQueries));

        Assert.Equal(expected, FirstField(await server.RunAsync(document)));
    }

    [Fact]
    public async Task Takes_optional_arguments_too()
    {
        await using var server = BuiltServer.Of(typeof(PatchQueries));

        Assert.Equal("""{"data":{"a":"not given","b":"null","c":"x"}}""", await server.RunAsync("{ a: optional b: optional(text: null) c: optional(text: \"x\") }"));
    }

    [Fact]
    public async Task Makes_one_of_inputs()
    {
        await using var server = BuiltServer.Of(typeof(OneOfQueries));

        Assert.True(Assert.IsType<GraphQL.TypeSystem.InputObjectType>(server.Schema.FindType("TargetInput")).IsOneOf);
        Assert.Equal("email a@b", FirstField(await server.RunAsync("{ send(to: { email: \"a@b\" }) }")));
        Assert.Equal("phone 5", FirstField(await server.RunAsync("query ($to: TargetInput!) { send(to: $to) }", new { to = new { phone = 5 } })));
    }

    [Fact]
    public async Task Reads_custom_scalars_and_says_what_is_wrong_with_them()
    {
        await using var server = BuiltServer.Of(builder => builder
            .AddTypes(typeof(CustomScalarQueries))
            .AddScalarType("Hex", static text => new Hex(Convert.ToInt32(text, 16)), static hex => hex.Value.ToString("x", System.Globalization.CultureInfo.InvariantCulture), specifiedBy: "https://example.org/hex"));

        Assert.Equal("""{"data":{"next":"100"}}""", await server.RunAsync("query ($of: Hex!) { next(of: $of) }", new { of = "ff" }));
        Assert.Equal(["GRAPHQL_INVALID_VARIABLE"], await server.ErrorsAsync("query ($of: Hex!) { next(of: $of) }", new { of = "zz" }));
        Assert.Equal("https://example.org/hex", Assert.IsType<GraphQL.TypeSystem.ScalarType>(server.Schema.FindType("Hex")).SpecifiedBy);
    }

    [Fact]
    public async Task Passes_any_json_through()
    {
        await using var server = BuiltServer.Of(typeof(AnyQueries));

        Assert.Equal("""{"data":{"echo":{"a":[1,2.5,"x",true,null]}}}""", await server.RunAsync("{ echo(value: { a: [1, 2.5, \"x\", true, null] }) }"));
        Assert.Equal("""{"data":{"echo":{"b":{}}}}""", await server.RunAsync("query ($value: Any!) { echo(value: $value) }", new { value = new { b = new { } } }));
    }

    private static string? FirstField(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("errors", out _) ? json : document.RootElement.GetProperty("data").EnumerateObject().First().Value.GetString();
    }

    private static IEnumerable<string> Input(BuiltServer server, string name) =>
        Assert.IsType<GraphQL.TypeSystem.InputObjectType>(server.Schema.FindType(name)).Fields
            .Select(field => $"{field.Name}: {field.Type}{(field.DefaultValue is { } value ? $" = {AstPrinter.Print(value)}" : "")}");

    public enum Color
    {
        DarkRed,
        Green,
    }

    [QueryType]
    public static class InputQueries
    {
        public static string Leaves(int whole, long large, double real, float half, decimal exact, bool flag, string? text) =>
            FormattableString.Invariant($"{whole} {large} {real} {half} {exact} {flag} {text ?? "none"}");

        public static string Times(DateTimeOffset moment, DateOnly day, TimeSpan span, Guid id) =>
            FormattableString.Invariant($"{moment:u} {day:yyyy-MM-dd} {span} {id}");

        public static string Lists(int[] array, List<string> list, IReadOnlySet<Color> set, IReadOnlyList<IReadOnlyList<int>> grid) =>
            $"{string.Join(',', array)} {string.Join(',', list)} {string.Join(',', set)} {string.Join('|', grid.Select(row => string.Join(',', row)))}";

        public static string Defaults(int size = 10, Color color = Color.DarkRed, string[]? words = null, string greeting = "hi") =>
            $"{size} {color} {string.Join(',', words ?? ["one", "two"])} {greeting}";
    }

    public sealed record Line(string Item, int Count = 1);

    public sealed class Nested
    {
        public required int Depth { get; init; }

        public Nested? Inner { get; init; }
    }

    public sealed class Order
    {
        public required string Name { get; init; }

        public required IReadOnlyList<Line> Lines { get; init; }

        public Nested? Nested { get; init; }

        public string Mood { get; init; } = "normal";
    }

    [QueryType]
    public static class ObjectQueries
    {
        public static string Make(Order order) =>
            $"{order.Name} {string.Join(' ', order.Lines.Select(line => $"{line.Item}*{line.Count}"))} {order.Nested?.Depth}>{order.Nested?.Inner?.Depth} {order.Mood}";
    }

    public sealed record Change(Optional<string?> Title, Optional<int?> Count, Optional<IReadOnlyList<string>?> Tags);

    [QueryType]
    public static class PatchQueries
    {
        public static string Patch(Change change) =>
            $"{Show(change.Title)}, {Show(change.Count)}, {Show(change.Tags.HasValue ? new Optional<string?>(change.Tags.Value is { } tags ? string.Join('+', tags) : null) : default)}";

        [GraphQLName("optional")]
        public static string OptionalText(Optional<string?> text) => Show(text);

        private static string Show<T>(Optional<T> value) => value.HasValue ? value.Value?.ToString() ?? "null" : "not given";
    }

    [OneOf]
    public sealed record Target(string? Email, int? Phone);

    [QueryType]
    public static class OneOfQueries
    {
        public static string Send(Target to) => to.Email is { } email ? $"email {email}" : $"phone {to.Phone}";
    }

    public sealed record Hex(int Value);

    [QueryType]
    public static class CustomScalarQueries
    {
        public static Hex Next(Hex of) => new(of.Value + 1);
    }

    [QueryType]
    public static class AnyQueries
    {
        public static JsonElement Echo(JsonElement value) => value;
    }
}
