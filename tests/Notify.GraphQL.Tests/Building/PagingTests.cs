using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Pagination;

namespace Notify.GraphQL.Tests.Building;

public sealed class PagingTests
{
    [Theory]
    [InlineData("first: 2", "a b", "next")]
    [InlineData("first: 2, after: \"MQ\"", "c d", "next previous")]
    [InlineData("first: 9, after: \"Mw\"", "e", "previous")]
    [InlineData("last: 2", "d e", "previous")]
    [InlineData("last: 2, before: \"Mg\"", "a b", "next")]
    [InlineData("first: 0", "", "next")]
    [InlineData("first: 3, after: \"OTk\"", "", "previous")]
    public async Task Pages_a_list_in_memory(string arguments, string nodes, string flags)
    {
        await using var server = BuiltServer.Of(typeof(LetterQueries));

        var json = await server.RunAsync($"{{ letters({arguments}) {{ nodes pageInfo {{ hasNextPage hasPreviousPage }} }} }}");

        var list = string.Join(",", nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(node => $"\"{node}\""));
        Assert.Equal(
            $$$$$"""{"data":{"letters":{"nodes":[{{{{{list}}}}}],"pageInfo":{"hasNextPage":{{{{{(flags.Contains("next", StringComparison.Ordinal) ? "true" : "false")}}}}},"hasPreviousPage":{{{{{(flags.Contains("previous", StringComparison.Ordinal) ? "true" : "false")}}}}}}}}}""",
            json);
    }

    [Fact]
    public async Task Walks_a_list_by_its_cursors()
    {
        await using var server = BuiltServer.Of(typeof(LetterQueries));

        Assert.Equal(
            """{"data":{"letters":{"edges":[{"cursor":"MQ","node":"b"}],"pageInfo":{"startCursor":"MQ","endCursor":"MQ"}}}}""",
            await server.RunAsync("{ letters(first: 1, after: \"MA\") { edges { cursor node } pageInfo { startCursor endCursor } } }"));
    }

    [Theory]
    [InlineData("first: -1")]
    [InlineData("first: 4000")]
    [InlineData("first: 2147483647")]
    [InlineData("last: -5")]
    [InlineData("first: 1, after: \"%%%\"")]
    [InlineData("first: 1, after: \"eHh4\"")]
    [InlineData("last: 1, before: \"LTE\"")]
    public async Task Refuses_pages_that_it_does_not_have(string arguments)
    {
        await using var server = BuiltServer.Of(builder => builder.AddTypes(typeof(LetterQueries)).ModifyCostOptions(options => options.EnforceCostLimits = false));

        Assert.Equal(["GRAPHQL_INVALID_PAGING /letters"], await server.ErrorsAsync($"{{ letters({arguments}) {{ nodes }} }}"));
    }

    [Theory]
    [InlineData("{ letters { nodes } }")]
    [InlineData("{ letters(first: 1, last: 1) { nodes } }")]
    public async Task Demands_exactly_one_boundary(string document)
    {
        await using var server = BuiltServer.Of(builder => builder.AddTypes(typeof(LetterQueries)).ModifyCostOptions(options => options.EnforceCostLimits = false));
        await using var pricing = BuiltServer.Of(typeof(LetterQueries));

        Assert.Equal(["GRAPHQL_INVALID_PAGING /letters"], await server.ErrorsAsync(document));
        Assert.Equal(["GRAPHQL_SLICING_ARGUMENT_REQUIRED"], await pricing.ErrorsAsync(document));
    }

    [Fact]
    public async Task Hands_checked_arguments_to_a_resolver_that_pages_itself()
    {
        await using var server = BuiltServer.Of(typeof(KeysetQueries));

        Assert.Equal(
            """{"data":{"a":{"nodes":["first=3 after=x last= before= total=False by=name"]},"b":{"totalCount":42,"nodes":["first= after= last=2 before=y total=True by=age"]}}}""",
            await server.RunAsync("{ a: people(first: 3, after: \"x\", by: \"name\") { nodes } b: people(last: 2, before: \"y\", by: \"age\") { totalCount nodes } }"));
        Assert.Equal("""{"data":{"separate":{"nodes":["5 after"]}}}""", await server.RunAsync("{ separate(after: \"after\") { nodes } }"));
    }

    [Fact]
    public async Task Names_connections_after_the_field_and_shows_totals_only_where_asked()
    {
        await using var server = BuiltServer.Of(typeof(LetterQueries), typeof(KeysetQueries));

        Assert.Equal(["pageInfo: PageInfo!", "edges: [LettersEdge!]", "nodes: [String!]"], server.Type("LettersConnection").Fields.Select(field => $"{field.Name}: {field.Type}"));
        Assert.Equal(["cursor: String!", "node: String!"], server.Type("LettersEdge").Fields.Select(field => $"{field.Name}: {field.Type}"));
        Assert.Equal("Int!", server.Type("PeopleConnection").FindField("totalCount")!.Type.ToString());
        Assert.Equal("PeopleConnection!", server.Schema.Query.FindField("people")!.Type.ToString());
        Assert.Equal(["first", "after", "last", "before", "by"], server.Schema.Query.FindField("people")!.Arguments.Select(argument => argument.Name));
        Assert.Equal(["first", "after"], server.Schema.Query.FindField("separate")!.Arguments.Select(argument => argument.Name));
        Assert.Equal(["first", "last"], server.Schema.Query.FindField("people")!.ListSize!.SlicingArguments);
        Assert.Equal(["edges", "nodes"], server.Schema.Query.FindField("people")!.ListSize!.SizedFields);
    }

    [QueryType]
    public static class LetterQueries
    {
        [UsePaging]
        public static IReadOnlyList<string> GetLetters() => ["a", "b", "c", "d", "e"];
    }

    [QueryType]
    public static class KeysetQueries
    {
        [UsePaging(IncludeTotalCount = true)]
        public static Task<Connection<string>> GetPeopleAsync(PagingArguments paging, string by) => Task.FromResult(Page(
            $"first={paging.First} after={paging.After} last={paging.Last} before={paging.Before} total={paging.IncludeTotalCount} by={by}", paging.IncludeTotalCount ? 42 : 0));

        [UsePaging(RequirePagingBoundaries = false, DefaultPageSize = 5, AllowBackwardPagination = false)]
        public static Connection<string> Separate(int? first, string? after) => Page($"{first} {after}", 0);

        private static Connection<string> Page(string node, int total) => new([new Edge<string>(node, "c")], new ConnectionPageInfo(false, false, "c", "c"), total);
    }
}
