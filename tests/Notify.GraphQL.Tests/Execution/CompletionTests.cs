using Notify.GraphQL.TypeSystem;
using static Notify.GraphQL.Tests.Execution.TestSchema;

namespace Notify.GraphQL.Tests.Execution;

public sealed class CompletionTests
{
    private static readonly GraphQLType Text = BuiltInScalars.String;

    [Fact]
    public async Task Answers_fields_in_the_order_they_are_asked_for()
    {
        var schema = Of(Object("Query", Value("a", Text, "1"), Value("b", BuiltInScalars.Int, 2), Value("c", BuiltInScalars.Boolean, true)));

        Assert.Equal("""{"data":{"c":true,"x":"1","b":2,"__typename":"Query"}}""", await RunAsync(schema, "{ c x: a b __typename }"));
    }

    [Fact]
    public async Task Merges_the_selections_of_one_response_name()
    {
        var inner = Object("Inner", Pure("a", Text), Pure("b", Text));
        var schema = Of(Object("Query", Value("inner", inner, Row(("a", "1"), ("b", "2")))), null, inner);

        Assert.Equal(
            """{"data":{"inner":{"a":"1","b":"2"}}}""",
            await RunAsync(schema, "{ inner { a } ...More inner { a } } fragment More on Query { inner { b } }"));
    }

    [Fact]
    public async Task Writes_null_for_a_nullable_field_that_fails_and_says_where()
    {
        var schema = Of(Object("Query", Value("a", Text, "1"), Throws("b", Text, "no"), Value("c", Text, "3")));

        Assert.Equal(
            """{"errors":[{"message":"no","locations":[{"line":1,"column":5}],"path":["b"]}],"data":{"a":"1","b":null,"c":"3"}}""",
            await RunAsync(schema, "{ a b c }"));
    }

    [Fact]
    public async Task Lets_null_bubble_to_the_nearest_place_that_may_be_null()
    {
        var leaf = Object("Leaf", Pure("must", Text.AsNonNull), Pure("ok", Text));
        var middle = Object("Middle", Pure("leaf", leaf.AsNonNull), Pure("ok", Text));
        var schema = Of(
            Object("Query", Value("top", middle, Row(("leaf", Row(("must", null), ("ok", "x"))), ("ok", "y"))), Value("after", Text, "z")),
            null, leaf, middle);

        Assert.Equal(
            """{"errors":[{"message":"Leaf.must answered null where its type String! allows none.","locations":[{"line":1,"column":24}],"path":["top","leaf","must"],"extensions":{"code":"GRAPHQL_INVALID_RESULT"}}],"data":{"top":null,"after":"z"}}""",
            await RunAsync(schema, "{ top { ok leaf { ok   must } } after }"));
    }

    [Fact]
    public async Task Makes_data_null_when_everything_up_to_the_root_must_not_be()
    {
        var schema = Of(Object("Query", Throws("a", Text.AsNonNull, "no"), Value("b", Text, "x")));

        Assert.Equal(
            """{"errors":[{"message":"no","locations":[{"line":1,"column":3}],"path":["a"]}],"data":null}""",
            await RunAsync(schema, "{ a b }"));
    }

    [Fact]
    public async Task Nulls_an_item_or_the_whole_list_by_what_its_items_allow()
    {
        object?[] items = ["a", null, "c"];
        var schema = Of(Object("Query", Value("loose", Text.AsList, items), Value("strict", Text.AsNonNull.AsList, items)));

        Assert.Equal(
            """{"errors":[{"message":"Query.strict answered null where its type [String!] allows none.","locations":[{"line":1,"column":9}],"path":["strict",1],"extensions":{"code":"GRAPHQL_INVALID_RESULT"}}],"data":{"loose":["a",null,"c"],"strict":null}}""",
            await RunAsync(schema, "{ loose strict }"));
    }

    [Fact]
    public async Task Takes_back_what_was_written_when_a_resolved_field_deep_inside_fails()
    {
        var item = Object("Item", Pure("name", Text), Resolved("late", Text.AsNonNull, async context =>
        {
            await Task.Yield();
            return context.Parent<IReadOnlyDictionary<string, object?>>()["name"] is "bad" ? throw new GraphQLException("broken") : "fine";
        }));
        var schema = Of(Object("Query", Value("items", item.AsList, new object?[] { Row(("name", "good")), Row(("name", "bad")) })), null, item);

        Assert.Equal(
            """{"errors":[{"message":"broken","locations":[{"line":1,"column":16}],"path":["items",1,"late"]}],"data":{"items":[{"name":"good","late":"fine"},null]}}""",
            await RunAsync(schema, "{ items { name late } }"));
    }

    [Fact]
    public async Task Tells_the_client_nothing_of_an_exception_it_does_not_know()
    {
        var schema = Of(Object("Query", Resolved("a", Text, _ => throw new InvalidOperationException("password=secret"))));

        var answer = await RunAsync(schema, "{ a }");

        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        Assert.Contains(ErrorCodes.Internal, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query($v: Boolean!) { a @include(if: $v) b }", """{"v":true}""", """{"data":{"a":"1","b":"2"}}""")]
    [InlineData("query($v: Boolean!) { a @include(if: $v) b }", """{"v":false}""", """{"data":{"b":"2"}}""")]
    [InlineData("query($v: Boolean!) { a @include(if: true) @skip(if: $v) b }", """{"v":true}""", """{"data":{"b":"2"}}""")]
    [InlineData("query($v: Boolean = false) { ... @include(if: $v) { a } b }", null, """{"data":{"b":"2"}}""")]
    public async Task Skips_and_includes_by_variables(string document, string? variables, string expected)
    {
        var schema = Of(Object("Query", Value("a", Text, "1"), Value("b", Text, "2")));

        Assert.Equal(expected, await RunAsync(schema, document, variables));
    }

    [Fact]
    public async Task Shows_the_field_of_the_runtime_type_of_a_union()
    {
        var cat = new ObjectType { Name = "Cat", RuntimeType = typeof(string), Fields = [new() { Name = "meow", Type = Text, Getter = source => source }] };
        var dog = new ObjectType { Name = "Dog", RuntimeType = typeof(Version), Fields = [new() { Name = "bark", Type = Text, Getter = source => source.ToString() }] };
        var pet = new UnionType { Name = "Pet", Members = [cat, dog] };
        var schema = Of(Object("Query", Value("pets", pet.AsList, new object?[] { "mi", new Version(1, 2), 3 })), null, cat, dog, pet);

        Assert.Equal(
            """{"errors":[{"message":"Query.pets answered a .NET Int32, which is no possible type of Pet.","locations":[{"line":1,"column":3}],"path":["pets",2],"extensions":{"code":"GRAPHQL_INVALID_RESULT"}}],"data":{"pets":[{"__typename":"Cat","meow":"mi"},{"__typename":"Dog","bark":"1.2"},null]}}""",
            await RunAsync(schema, "{ pets { __typename ... on Cat { meow } ... on Dog { bark } } }"));
    }
}
