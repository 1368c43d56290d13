using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Schemas;

public sealed class SchemaValidatorTests
{
    [Fact]
    public void Finds_nothing_wrong_with_a_good_schema() =>
        Assert.Empty(SchemaValidator.Validate(SchemaFromSdl.Build(
            """
            type Query { node(id: ID!, as: Role = ADMIN): Node any(by: Filter = { name: "a" }): [Any!] }
            interface Node { id: ID! parent: Node old(x: Int): Int @deprecated }
            interface Named implements Node { id: ID! parent: Named name: String old(x: Int): Int @deprecated }
            type User implements Node & Named { id: ID! parent: User! name(upper: Boolean = false, short: Boolean): String! old(x: Int, y: Int = 1): Int @deprecated }
            union Any = User
            enum Role { ADMIN }
            input Filter { name: String = "x" sub: Filter deep: [Filter!]! = [] one: Choice odd: Int @deprecated }
            input Choice @oneOf { a: Int b: Choice }
            directive @mark(a: Int! = 1) on FIELD
            """)));

    [Theory]
    [InlineData("schema { query: Query mutation: Query } type Query { a: Int }", "The type 'Query' is the root of more than one kind of operation; give each a type of its own.")]
    [InlineData("type Query { a: Int } type T", "The type 'T' has no fields; give it at least one.")]
    [InlineData("type Query { a: Int a: Int }", "The type 'Query' has more than one field 'a'; rename one.")]
    [InlineData("type Query { __a: Int }", "The field 'Query.__a' has a name that starts with two underscores, which only introspection may; rename it.")]
    [InlineData("type Query { a: I } input I { x: Int }", "The field 'Query.a' is of the input type 'I'; let it answer an output type.")]
    [InlineData("type Query { a(b: [Query!]): Int }", "The argument 'b' of 'Query.a' is of the output type '[Query!]'; let it take an input type.")]
    [InlineData("type Query { a(b: Int! @deprecated): Int }", "The argument 'b' of 'Query.a' is deprecated but required; make it nullable or give it a default before deprecating it.")]
    [InlineData("type Query { a(b: Int, b: Int): Int }", "'Query.a' has more than one argument 'b'; rename one.")]
    [InlineData("type Query { a: U } union U", "The union 'U' has no members; give it at least one object type.")]
    [InlineData("type Query { a: U } union U = Query | Query", "The union 'U' names 'Query' more than once; name it once.")]
    [InlineData("type Query { a: Int } input I", "The input object 'I' has no fields; give it at least one.")]
    [InlineData("type Query { a: Int } input I @oneOf { x: Int! }", "The field 'x' of the @oneOf input object 'I' is non-null; make it nullable, since another may be given.")]
    [InlineData("type Query { a: Int } input I @oneOf { x: Int = 1 }", "The field 'x' of the @oneOf input object 'I' has a default; take it away, since another may be given.")]
    [InlineData("type Query { a: Int } input I { x: I! }", "The input object 'I' needs itself through 'I.x', so it could never be given; make one of these fields nullable.")]
    [InlineData("type Query { a: Int } input I { x: J! } input J { y: Int z: I! }", "The input object 'I' needs itself through 'I.x', 'J.z', so it could never be given; make one of these fields nullable.")]
    [InlineData("type Query { a: Int } input I { x: I = {} }", "The input object 'I' has a default that contains itself through 'I.x', so it could never be given; change the default of one of these fields.")]
    [InlineData("type Query { a: Int } input I { x: [J] = [{ y: 1 }] } input J { y: Int z: I = { } }", "The input object 'I' has a default that contains itself through 'I.x', 'J.z', so it could never be given; change the default of one of these fields.")]
    [InlineData("type Query implements A { a: String } interface A { a: Int }", "The field 'Query.a' is of type 'String', but 'A.a' promises 'Int'; let it answer that or a subtype.")]
    [InlineData("type Query implements A { b: Int } interface A { a: Int }", "The type 'Query' lacks the field 'a: Int' of its interface 'A'; add it.")]
    [InlineData("type Query implements A { a: Int } interface A { a(b: Int): Int }", "The field 'Query.a' lacks the argument 'b: Int' of 'A.a'; add it.")]
    [InlineData("type Query implements A { a(b: Int!): Int } interface A { a(b: Int): Int }", "The argument 'b' of 'Query.a' takes 'Int!', but that of 'A.a' takes 'Int'; make them the same.")]
    [InlineData("type Query implements A { a(b: Int!): Int } interface A { a: Int }", "The field 'Query.a' requires the argument 'b', which 'A.a' does not have; make it nullable or give it a default.")]
    [InlineData("type Query implements A { a: Int @deprecated } interface A { a: Int }", "The field 'Query.a' is deprecated, but 'A.a' is not; deprecate both or neither.")]
    [InlineData("type Query implements B { a: Int } interface A { a: Int } interface B implements A { a: Int }", "The type 'Query' implements 'B' but not its interface 'A'; declare both.")]
    [InlineData("type Query { a: Int } interface A implements A { a: Int }", "The interface 'A' implements itself; take that away.")]
    [InlineData("type Query implements A & A { a: Int } interface A { a: Int }", "The type 'Query' names the interface 'A' more than once; name it once.")]
    [InlineData("type Query { a: Int } enum E { __A }", "The enum value 'E.__A' has a name that starts with two underscores, which only introspection may; rename it.")]
    [InlineData("type Query { a(b: Int = \"x\"): Int }", "The default \"x\" of the argument 'b' of 'Query.a' does not fit 'Int': Int expects a 32-bit integer, but found \"x\". Change one of them.")]
    public void Says_what_is_wrong_where_and_how_to_mend_it(string sdl, string sentence) =>
        Assert.Equal(sentence, Assert.Single(SchemaValidator.Validate(SchemaFromSdl.Build(sdl))));

    [Fact]
    public void Refuses_two_interfaces_that_implement_each_other()
    {
        var findings = SchemaValidator.Validate(SchemaFromSdl.Build(
            "type Query { a: Int } interface A implements B { a: Int } interface B implements A { a: Int }"));

        Assert.Contains("The interfaces 'A' and 'B' implement each other; take one of them away.", findings);
    }
}
