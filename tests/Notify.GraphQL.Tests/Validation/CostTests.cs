using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Tests.Validation;

public sealed class CostTests
{
    private static readonly Schema Schema = new SchemaFromSdl(
        """
        type Query {
          me: User
          slow: Int
          users(first: Int, last: Int): [User] @listSize(slicingArguments: ["first", "last"])
          some(first: Int = 7): [User] @listSize(slicingArguments: ["first"])
          feed(first: Int, last: Int): Feed @cost(weight: "3") @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"])
          page(first: Int): [User] @listSize(slicingArguments: ["first"], slicingArgumentDefaultValue: 4, requireOneSlicingArgument: false)
          all: [User] @listSize(assumedSize: 20)
          names: [String]
          any: [Any]
          node: Node
        }
        type Feed { edges: [Edge] nodes: [User] total: Int @cost(weight: "2") }
        type Edge { node: User cursor: String }
        interface Node { id: ID friends: [Node] }
        type User implements Node { id: ID name: String best: User friends: [Node] cheap: Int @cost(weight: "-5") }
        type Group implements Node { id: ID dear: Int @cost(weight: "50") friends: [Node] }
        union Any = User | Group
        """).Resolve("Query.slow", _ => 1).Build();

    [Theory]
    [InlineData("{ me { id name } }", 1, 2)] // an object costs 1, a leaf nothing
    [InlineData("{ me { best { best { id } } } }", 3, 4)]
    [InlineData("{ slow a: slow }", 20, 1)] // a field with a resolver costs 10
    [InlineData("{ all { best { id } } }", 21, 41)]
    [InlineData("{ users(first: 5) { best { id } } }", 6, 11)]
    [InlineData("{ some { id } }", 1, 8)]
    [InlineData("{ page { id } }", 1, 5)]
    [InlineData("{ page(first: 2) { id } }", 1, 3)]
    [InlineData("{ page(first: -3) { best { id } } }", 1, 1)]
    [InlineData("{ feed(first: 10) { edges { node { id } } total } }", 3 + 1 + 10 + 2, 1 + 1 + 10 + 10)]
    [InlineData("{ feed(last: 10) { ...F } } fragment F on Feed { ... { nodes { id } } }", 3 + 1, 1 + 1 + 10)]
    [InlineData("{ names }", 0, 1)]
    [InlineData("{ any { ... on User { best { id } } ... on Group { dear } } }", 51, 3)] // the dearest member
    [InlineData("{ me { cheap best { id } } }", 1, 3)] // a negative weight lowers its siblings, never below nothing
    [InlineData("{ __schema { types { fields { name } } } __typename }", 0, 1)]
    [InlineData("{ me @skip(if: true) { id } }", 1, 2)] // conditions are taken as met
    public void Adds_up_fields_and_objects(string text, double fields, double types)
    {
        var cost = Analyze(text);

        Assert.Empty(cost.Errors);
        Assert.Equal((fields, types, false), (cost.FieldCost, cost.TypeCost, cost.DependsOnVariables));
    }

    [Fact]
    public void Reads_page_sizes_from_variables_and_says_so()
    {
        const string Text = "query ($n: Int) { users(first: $n) { best { id } } }";

        var cost = Analyze(Text, new() { ["n"] = 30 });

        Assert.Equal((31, 61, true), (cost.FieldCost, cost.TypeCost, cost.DependsOnVariables));
        Assert.Equal(ErrorCodes.SlicingArgumentRequired, Assert.Single(Analyze(Text, []).Errors).Code);
        Assert.Equal(ErrorCodes.SlicingArgumentRequired, Assert.Single(Analyze(Text, new() { ["n"] = null }).Errors).Code);
    }

    [Theory]
    [InlineData("{ users { id } }")]
    [InlineData("{ users(first: 1, last: 1) { id } }")]
    [InlineData("{ feed { total } }")]
    [InlineData("{ users(first: null) { id } }")]
    public void Wants_exactly_one_slicing_argument(string text)
    {
        var error = Assert.Single(Analyze(text).Errors);

        Assert.Equal((ErrorCodes.SlicingArgumentRequired, new SourceLocation(1, 3)), (error.Code, Assert.Single(error.Locations)));
    }

    [Fact]
    public void Works_out_each_fragment_once_for_each_type()
    {
        var doubling = string.Concat(Enumerable.Range(0, 60).Select(i => $"fragment F{i} on Node {{ a: friends {{ ...F{i + 1} }} b: friends {{ ...F{i + 1} }} }} "));

        var cost = Analyze($"{{ node {{ ...F0 }} }} {doubling} fragment F60 on Node {{ id }}");

        Assert.Equal(Math.Pow(2, 61), cost.TypeCost, Math.Pow(2, 9));
    }

    private static OperationCost Analyze(string text, Dictionary<string, object?>? variables = null)
    {
        var document = GraphQLParser.Parse(text, new ParserOptions());
        var operation = document.Definitions.OfType<OperationDefinitionNode>().Single();
        return CostAnalyzer.Analyze(Schema, document, operation, new VariableValues(variables ?? []), new CostOptions());
    }
}
