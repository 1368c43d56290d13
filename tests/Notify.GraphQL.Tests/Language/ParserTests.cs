using Notify.GraphQL.Language;

namespace Notify.GraphQL.Tests.Language;

public sealed class ParserTests
{
    private static readonly ParserOptions Options = new();

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{}", 1, 2)]
    [InlineData("{ a { } }", 1, 7)]
    [InlineData("{ a() }", 1, 5)]
    [InlineData("{ a(x 1) }", 1, 7)]
    [InlineData("query Q() { a }", 1, 9)]
    [InlineData("query Q($a) { a }", 1, 11)]
    [InlineData("query Q($a: Int = $b) { a }", 1, 19)]
    [InlineData("query Q($a: Int @d(x: $b)) { a }", 1, 23)]
    [InlineData("query Q($a: [Int) { a }", 1, 17)]
    [InlineData("query Q($a: Int!!) { a }", 1, 17)]
    [InlineData("fragment on on T { a }", 1, 10)]
    [InlineData("fragment F T { a }", 1, 12)]
    [InlineData("{ ...on }", 1, 9)]
    [InlineData("{ a: b: c }", 1, 7)]
    [InlineData("{ a } }", 1, 7)]
    [InlineData("notanoperation Foo { a }", 1, 1)]
    [InlineData("\"described\" { a }", 1, 1)]
    [InlineData("\"described\" nothing", 1, 1)]
    [InlineData("\"described\" 1", 1, 13)]
    [InlineData("extend type T { a: Int }", 1, 1)]
    [InlineData("enum E { A true }", 1, 12)]
    [InlineData("directive @d on NOWHERE", 1, 17)]
    [InlineData("type T { }", 1, 10)]
    [InlineData("{ a(x: {y: 1 z}) }", 1, 15)]
    [InlineData("{\r\n  a\n\r  ? }", 4, 3)]
    public void Refuses_what_is_not_GraphQL_and_says_where(string text, int line, int column)
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.Parse(text, Options));

        Assert.Equal((ErrorCodes.SyntaxError, new SourceLocation(line, column)), (error.Code, error.Location));
    }

    [Theory]
    [InlineData("{ query fragment on true null type }")]
    [InlineData("query query { on: on }")]
    [InlineData("{ ...type } fragment type on on { a }")]
    [InlineData("subscription ($on: on) { a(on: on) @on }")]
    [InlineData("\"described\" query Q(\"described\" $a: Int) { a } \"\"\"described\"\"\" fragment F on T { a }")]
    [InlineData("{ a(x: [], y: {}, z: [[null], {a: {b: $c}}]) }")]
    [InlineData("{ ... { a } ... @skip(if: true) { b } ... on T { c } }")]
    [InlineData("union U = | A | B interface I implements & A & B type T implements A")]
    [InlineData("schema @d { query: Q mutation: M } scalar S @specifiedBy(url: \"u\") directive @d(a: Int = 1 @e) repeatable on | FIELD | QUERY")]
    public void Takes_keywords_as_names_and_every_shape_of_the_grammar(string text) =>
        Assert.NotEmpty(GraphQLParser.Parse(text, Options).Definitions);

    [Fact]
    public void Builds_the_tree_of_an_operation()
    {
        var document = GraphQLParser.Parse(
            "mutation M($id: [ID!]! = [\"1\"] @once) @d(n: 1.5) { do: act(id: $id, on: true) { ...F } }", Options);

        var operation = Assert.IsType<OperationDefinitionNode>(Assert.Single(document.Definitions));
        Assert.Equal((OperationKind.Mutation, "M"), (operation.Kind, operation.Name?.Value));
        var variable = Assert.Single(operation.Variables);
        Assert.Equal(("id", "[ID!]!", "[\"1\"]"), (variable.Variable.Name.Value, AstPrinter.Print(variable.Type), AstPrinter.Print(variable.DefaultValue!)));
        Assert.Equal("once", Assert.Single(variable.Directives).Name.Value);
        var field = Assert.IsType<FieldNode>(Assert.Single(operation.SelectionSet.Selections));
        Assert.Equal(("do", "act", "do"), (field.Alias?.Value, field.Name.Value, field.ResponseName));
        Assert.Equal(["id: $id", "on: true"], field.Arguments.Select(argument => $"{argument.Name.Value}: {AstPrinter.Print(argument.Value)}"));
        Assert.Equal("F", Assert.IsType<FragmentSpreadNode>(Assert.Single(field.SelectionSet!.Selections)).Name.Value);
    }

    [Fact]
    public void Keeps_the_arrays_of_nested_rules_apart()
    {
        var document = GraphQLParser.Parse("{ a(x: [1, [2, 3], {y: {z: 4}, w: 5}, 6]) { b c { d } } e }", Options);

        var operation = Assert.IsType<OperationDefinitionNode>(Assert.Single(document.Definitions));
        var first = Assert.IsType<FieldNode>(operation.SelectionSet.Selections[0]);
        Assert.Equal("[1, [2, 3], { y: { z: 4 }, w: 5 }, 6]", AstPrinter.Print(first.Arguments[0].Value));
        Assert.Equal(["b", "c"], first.SelectionSet!.Selections.Cast<FieldNode>().Select(field => field.ResponseName));
        Assert.Equal(["a", "e"], operation.SelectionSet.Selections.Cast<FieldNode>().Select(field => field.ResponseName));
    }

    [Fact]
    public void Remembers_where_each_node_starts()
    {
        var document = GraphQLParser.Parse("\"d\" query Q {\n  x: a @d ... on T { b }\n}", Options);

        var operation = Assert.IsType<OperationDefinitionNode>(Assert.Single(document.Definitions));
        var field = Assert.IsType<FieldNode>(operation.SelectionSet.Selections[0]);
        var fragment = Assert.IsType<InlineFragmentNode>(operation.SelectionSet.Selections[1]);
        int[] starts = [operation.Start, operation.SelectionSet.Start, field.Start, field.Name.Start, field.Directives[0].Start, fragment.Start];
        Assert.Equal(
            [new(1, 1), new(1, 13), new(2, 3), new(2, 6), new(2, 8), new SourceLocation(2, 11)],
            starts.Select(document.LocationOf));
    }

    [Theory]
    [InlineData("[1, -2.5e3, $a, E, null, true, false]")]
    [InlineData("{ a: \"\\u0001\\n\\\"\\\\\" }")]
    [InlineData("[]")]
    public void Prints_a_literal_as_it_was_read(string literal)
    {
        var document = GraphQLParser.Parse($"{{ a(x: {literal}) }}", Options);

        var operation = Assert.IsType<OperationDefinitionNode>(Assert.Single(document.Definitions));
        var value = Assert.IsType<FieldNode>(operation.SelectionSet.Selections[0]).Arguments[0].Value;
        Assert.Equal(literal, AstPrinter.Print(value));
    }

    [Fact]
    public void Breaks_long_literals_into_lines()
    {
        var item = new string('a', 50);

        var printed = AstPrinter.Print(GraphQLParser.ParseValue($"[{{b: {item}, c: {item}}}]"));

        Assert.Equal($"[\n  {{\n    b: {item}\n    c: {item}\n  }}\n]", printed);
    }

    [Fact]
    public void Reads_type_references()
    {
        Assert.Equal("[[ID!]]!", AstPrinter.Print(GraphQLParser.ParseType(" [ [ ID ! ] ] ! ")));
        Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.ParseType("ID ID"));
        Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.ParseValue("$variable"));
    }
}
