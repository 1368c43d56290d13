using System.Text.Json;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class OutputTypeTests
{
    [Fact]
    public async Task Shows_every_kind_of_leaf_the_way_its_scalar_says()
    {
        await using var server = BuiltServer.Of(typeof(LeafQueries));

        var json = await server.RunAsync(
            """
            { leaves { whole large small tiny real half exact flag text id moment localMoment day time span link bytes any color maybe noColor noText noMoment } }
            """);

        Assert.Equal(
            """
            {"data":{"leaves":{"whole":-7,"large":9007199254740993,"small":-3,"tiny":255,"real":0.1,"half":0.5,"exact":12.50,"flag":true,"text":"a\"b","id":"0190a1b2-0000-7000-8000-000000000001","moment":"2026-01-31T08:30:00.25Z","localMoment":"2026-01-31T08:30:00+02:00","day":"2026-01-31","time":"08:30:00","span":"P1DT2H","link":"https://example.org/a?b","bytes":"AQI=","any":{"a":[1,null]},"color":"DARK_RED","maybe":5,"noColor":null,"noText":null,"noMoment":null}}}
            """, json);
    }

    [Fact]
    public async Task Takes_nullability_and_lists_from_the_annotations()
    {
        await using var server = BuiltServer.Of(typeof(ShapeQueries));

        var types = server.Schema.Query.Fields.ToDictionary(field => field.Name, field => $"{field.Type}");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["text"] = "String!",
                ["maybeText"] = "String",
                ["maybeNumber"] = "Int",
                ["texts"] = "[String!]!",
                ["maybeTexts"] = "[String]",
                ["grid"] = "[[Int!]!]!",
                ["later"] = "String!",
                ["maybeLater"] = "String",
                ["laterTexts"] = "[String!]!",
                ["stream"] = "[Int!]!",
                ["bytes"] = "Base64String!",
                ["sequence"] = "[Int]!",
            }, types);
    }

    [Fact]
    public async Task Names_fields_and_types_after_CSharp_names()
    {
        await using var server = BuiltServer.Of(typeof(NamingQueries));

        Assert.Equal(["person", "people", "getter", "asyncThing", "url", "renamed"], server.Schema.Query.Fields.Select(field => field.Name));
        Assert.Equal(["LIGHT_BLUE", "OTHER", "OLD"], Assert.IsType<GraphQL.TypeSystem.EnumType>(server.Schema.FindType("Shade")).Values.Select(value => value.Name));
        Assert.NotNull(server.Schema.FindType("Human"));
    }

    [Fact]
    public async Task Takes_descriptions_and_deprecations_from_attributes_and_documentation()
    {
        await using var server = BuiltServer.Of(typeof(DescribedQueries));
        var query = server.Schema.Query;

        var greet = query.FindField("greet")!;
        Assert.Equal("Greets a person by their name.", greet.Description);
        Assert.Equal("Who is greeted.", greet.FindArgument("name")!.Description);
        Assert.Equal("Given by hand.", query.FindField("byHand")!.Description);
        Assert.Equal("Use greet.", query.FindField("old")!.DeprecationReason);
        Assert.Equal("Gone soon.", query.FindField("obsolete")!.DeprecationReason);
        Assert.Equal("A documented thing.", server.Schema.FindType("DescribedThing")!.Description);
        Assert.Equal("The thing's size.", server.Type("DescribedThing").FindField("size")!.Description);
        Assert.Null(server.Type("DescribedThing").FindField("hidden"));
    }

    [Fact]
    public async Task Extends_types_by_class_and_by_name()
    {
        await using var server = BuiltServer.Of(typeof(ExtendedQueries), typeof(BookNode), typeof(BookMore), typeof(QueryMore));

        var json = await server.RunAsync("{ book { title shout length(factor: 3) more } more }");

        Assert.Equal("""{"data":{"book":{"title":"Emma","shout":"EMMA","length":12,"more":"more of Emma"},"more":"query"}}""", json);
        Assert.Null(server.Type("Book").FindField("secret"));
        Assert.Equal("String!", server.Type("Book").FindField("author")!.Type.ToString());
    }

    public enum Color
    {
        DarkRed,
        Green,
    }

    public sealed record Leaves(
        int Whole, long Large, short Small, byte Tiny, double Real, float Half, decimal Exact, bool Flag, string Text, Guid Id,
        DateTimeOffset Moment, DateTimeOffset LocalMoment, DateOnly Day, TimeOnly Time, TimeSpan Span, Uri Link, byte[] Bytes, JsonElement Any,
        Color Color, int? Maybe, Color? NoColor, string? NoText, DateTimeOffset? NoMoment);

    [QueryType]
    public static class LeafQueries
    {
        public static Leaves Leaves => new(
            -7, 9_007_199_254_740_993, -3, 255, 0.1, 0.5f, 12.50m, true, "a\"b", Guid.Parse("0190a1b2-0000-7000-8000-000000000001"),
            new DateTimeOffset(2026, 1, 31, 8, 30, 0, 250, TimeSpan.Zero), new DateTimeOffset(2026, 1, 31, 8, 30, 0, TimeSpan.FromHours(2)),
            new DateOnly(2026, 1, 31), new TimeOnly(8, 30), TimeSpan.FromHours(26), new Uri("https://example.org/a?b"), [1, 2],
            JsonSerializer.Deserialize<JsonElement>("""{"a":[1,null]}"""), Color.DarkRed, 5, null, null, null);
    }

    [QueryType]
    public static class ShapeQueries
    {
        public static string Text => "";

        public static string? MaybeText => null;

        public static int? MaybeNumber => null;

        public static IReadOnlyList<string> Texts => [];

        public static List<string?>? MaybeTexts => null;

        public static int[][] Grid => [];

        public static byte[] Bytes => [];

        public static IEnumerable<int?> Sequence => [];

        public static Task<string> GetLaterAsync() => Task.FromResult("");

        public static ValueTask<string?> GetMaybeLaterAsync() => new((string?)null);

        public static Task<IReadOnlyList<string>> GetLaterTextsAsync() => Task.FromResult<IReadOnlyList<string>>([]);

        public static async IAsyncEnumerable<int> GetStreamAsync()
        {
            await Task.CompletedTask;
            yield return 1;
        }
    }

    [GraphQLName("Human")]
    public sealed record Person(string Name, Shade Shade);

    public enum Shade
    {
        LightBlue,

        [GraphQLName("OTHER")]
        Dark,

        [GraphQLDeprecated("Too old.")]
        Old,

        [GraphQLIgnore]
        Secret,
    }

    [QueryType]
    public static class NamingQueries
    {
        public static Person? GetPerson() => null;

        public static Task<Person[]> GetPeopleAsync() => Task.FromResult<Person[]>([]);

        public static string Getter() => "";

        public static Task<string> AsyncThing() => Task.FromResult("");

        public static string URL() => "";

        [GraphQLName("renamed")]
        public static string GetOriginal() => "";
    }

    /// <summary>A documented thing.</summary>
    /// <param name="Size">The thing's size.</param>
    /// <param name="Hidden">Not shown.</param>
    public sealed record DescribedThing(int Size, [property: GraphQLIgnore] int Hidden);

    [QueryType]
    public static class DescribedQueries
    {
        /// <summary>Greets a person by <c>their</c>
        /// name.</summary>
        /// <param name="name">Who is greeted.</param>
        public static string Greet(string name) => name;

        /// <summary>Not this.</summary>
        [GraphQLDescription("Given by hand.")]
        public static string ByHand() => "";

        [GraphQLDeprecated("Use greet.")]
        public static string Old() => "";

        [Obsolete("Gone soon.")]
        public static string Obsolete() => "";

        public static DescribedThing? Thing => null;
    }

    public sealed record Book(string Title, string Secret, Guid AuthorId);

    [QueryType]
    public static class ExtendedQueries
    {
        public static Book Book => new("Emma", "x", Guid.Empty);
    }

    [ObjectType<Book>]
    public static class BookNode
    {
        public static string GetShout([Parent] Book book) => book.Title.ToUpperInvariant();

        public static int GetLength([Parent] Book book, int factor) => book.Title.Length * factor;

        [BindMember(nameof(Book.AuthorId))]
        public static Task<string> GetAuthorAsync([Parent] Book book) => Task.FromResult(book.AuthorId.ToString());
    }

    [ExtendObjectType(typeof(Book), IgnoreProperties = [nameof(Book.Secret)])]
    public sealed class BookMore
    {
        private readonly string prefix = "more of";

        public string GetMore([Parent] Book book) => $"{prefix} {book.Title}";
    }

    [ExtendObjectType("Query")]
    public static class QueryMore
    {
        public static string More => "query";
    }
}
