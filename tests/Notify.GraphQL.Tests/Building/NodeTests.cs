using System.Buffers.Text;
using System.Text;
using Notify.GraphQL.Authorization;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Relay;

namespace Notify.GraphQL.Tests.Building;

public sealed class NodeTests
{
    [Fact]
    public async Task Finds_what_an_id_names_again()
    {
        await using var server = WithNodes();

        Assert.Equal(
            $$$$$"""{"data":{"box":{"id":"{{{{{Id("Box:5")}}}}}","size":5,"shelfId":"{{{{{Id("Shelf:12")}}}}}"}}}""",
            await server.RunAsync("{ box { id size shelfId } }"));
        Assert.Equal(
            $$$$$"""{"data":{"node":{"__typename":"Box","id":"{{{{{Id("Box:5")}}}}}","size":5}}}""",
            await server.RunAsync("query ($id: ID!) { node(id: $id) { __typename id ... on Box { size } } }", new { id = Id("Box:5") }));
    }

    [Fact]
    public async Task Finds_many_in_the_order_of_their_ids_each_with_its_own_error()
    {
        await using var server = WithNodes();
        var ids = new[] { Id("Shelf:2"), "nonsense!", Id("Box:1"), Id("Box:x"), Id("Car:1"), Id("Box:404") };

        Assert.Equal(
            ["GRAPHQL_INVALID_ID /nodes[1]", "GRAPHQL_INVALID_ID /nodes[3]", "GRAPHQL_INVALID_ID /nodes[4]"],
            (await server.ErrorsAsync("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids })).Order());
        Assert.EndsWith(
            "\"nodes\":[{\"__typename\":\"Shelf\"},null,{\"__typename\":\"Box\"},null,null,null]}}",
            await server.RunAsync("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", new { ids }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_how_many_are_found_at_once()
    {
        await using var server = WithNodes();

        Assert.Equal(["GRAPHQL_MAX_NODE_BATCH /nodes"], await server.ErrorsAsync("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Repeat(Id("Box:1"), 7) }));
    }

    [Fact]
    public async Task Reads_ids_in_arguments_and_inputs_and_refuses_those_of_other_types()
    {
        await using var server = WithNodes();

        Assert.Equal("""{"data":{"open":"box 5","any":"12","all":"1,2","move":"3 to 4"}}""", await server.RunAsync(
            $$"""{ open(id: "{{Id("Box:5")}}") any(id: "{{Id("Shelf:12")}}") all(ids: ["{{Id("Box:1")}}", "{{Id("Box:2")}}"]) move(what: { box: "{{Id("Box:3")}}", shelf: "{{Id("Shelf:4")}}" }) }"""));
        Assert.Equal(["GRAPHQL_INVALID_ID /open"], await server.ErrorsAsync($$"""{ open(id: "{{Id("Shelf:5")}}") }"""));
        Assert.Equal(["GRAPHQL_INVALID_ID /open"], await server.ErrorsAsync("query ($id: ID!) { open(id: $id) }", new { id = "5" }));
        Assert.Equal(["GRAPHQL_INVALID_ID /move"], await server.ErrorsAsync("query ($what: MoveInput!) { move(what: $what) }", new { what = new { box = Id("Shelf:3"), shelf = Id("Shelf:4") } }));
    }

    [Fact]
    public async Task Checks_the_rules_of_a_type_before_it_is_looked_for()
    {
        await using var server = WithNodes();

        Assert.Equal(["AUTH_NOT_AUTHENTICATED /node"], await server.ErrorsAsync($$"""{ node(id: "{{Id("Safe:1")}}") { id } }"""));
        Assert.Equal(["AUTH_NOT_AUTHENTICATED /nodes[0]"], await server.ErrorsAsync($$"""{ nodes(ids: ["{{Id("Safe:1")}}"]) { id } }"""));
    }

    [Fact]
    public async Task Shows_ids_as_they_are_without_global_identification()
    {
        await using var server = BuiltServer.Of(typeof(PlainIdQueries));

        Assert.Equal("""{"data":{"open":"5"}}""", await server.RunAsync("{ open(id: 5) }"));
        Assert.Equal("ID!", server.Schema.Query.FindField("open")!.Arguments[0].Type.ToString());
    }

    private static string Id(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static BuiltServer WithNodes() => BuiltServer.Of(builder => builder
        .AddTypes(typeof(NodeQueries), typeof(Box), typeof(ShelfNode), typeof(Safe))
        .AddGlobalObjectIdentification(options => options.MaxBatchSize = 6));

    [Node]
    public sealed record Box(int Id, int Size, [property: ID<Shelf>] int ShelfId)
    {
        public static Task<Box?> GetAsync(int id) => Task.FromResult(id == 404 ? null : new Box(id, id, 12));
    }

    public sealed record Shelf(long Id);

    [ObjectType<Shelf>]
    public static class ShelfNode
    {
        [NodeResolver]
        public static Shelf Find(long id, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested ? new Shelf(0) : new Shelf(id);
    }

    [Node]
    [Authorize]
    public sealed record Safe(string Id)
    {
        public static Safe Get(string id) => throw new InvalidOperationException($"{id} must not be looked for.");
    }

    public sealed record Move([property: ID<Box>] int Box, [property: ID<Shelf>] long Shelf);

    [QueryType]
    public static class NodeQueries
    {
        public static Box Box => new(5, 5, 12);

        public static string Open([ID<Box>] int id) => $"box {id}";

        public static string Any([ID] string id) => id;

        public static string All([ID<Box>] IReadOnlyList<int> ids) => string.Join(',', ids);

        [GraphQLName("move")]
        public static string MoveIt(Move what) => $"{what.Box} to {what.Shelf}";
    }

    [QueryType]
    public static class PlainIdQueries
    {
        public static string Open([ID] int id) => $"{id}";
    }
}
