using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Validation;

public sealed class ValidationTests
{
    private static readonly Schema Schema = SchemaFromSdl.Build(
        """
        type Query { me: User user(id: ID!): User users(first: Int = 10, ids: [ID!], over: Float): [User!]! search(by: Filter, one: Choice): [Found] node: Node lonely: Lonely must(one: Choice!): Int }
        type Subscription { renamed: User left: User }
        interface Node { id: ID! }
        interface Lonely { x: Int }
        type User implements Node { id: ID! name(upper: Boolean): String friends: [User] role: Role best: User, "é" age: Int }
        type Group implements Node { id: ID! name: String! members: [User!] }
        union Found = User | Group
        enum Role { ADMIN MEMBER }
        input Filter { name: String role: Role = MEMBER limit: Int! = 5 must: Boolean! sub: Filter tags: [String!] }
        input Choice @oneOf { name: String id: ID }
        directive @mark(as: String!) repeatable on FIELD | QUERY
        directive @once on FIELD | VARIABLE_DEFINITION
        """);

    [Theory]
    [InlineData("{ me { id name } }")]
    [InlineData("query Q($id: ID!) { user(id: $id) { ...F } } fragment F on User { id best { ...G } } fragment G on Node { id }")]
    [InlineData("{ search(by: { must: true, role: ADMIN, tags: \"one\", sub: { must: false } }) { __typename ... on Node { id } ... on User { name } } }")]
    [InlineData("query ($r: Role = ADMIN, $m: Boolean!) { search(by: { role: $r, must: $m, limit: 3 }) { __typename } }")]
    [InlineData("query ($n: Int) { users(first: $n) { id } }")]
    [InlineData("query ($l: Int = 3) { search(by: { must: true, limit: $l }) { __typename } }")]
    [InlineData("query ($l: Int) { search(by: { must: true, limit: $l }) { __typename } }")]
    [InlineData("query ($n: String!) { search(one: { name: $n }) { __typename } }")]
    [InlineData("{ me @mark(as: \"a\") @mark(as: \"b\") { id } __schema { types { name } } __type(name: \"User\") { name } }")]
    [InlineData("{ me { name name } me { id } a: me { id } }")]
    [InlineData("{ search { ... on User { n: name } ... on Group { m: name } } }")]
    [InlineData("subscription { renamed { id __typename } }")]
    [InlineData("query A { me { id } } query B { me { id } }")]
    public void Accepts_what_the_specification_allows(string text) => Assert.Empty(Validations.BrokenRules(Schema, text));

    [Theory]
    [InlineData("type T { a: Int } { me { id } }", "ExecutableDefinitionsRule")]
    [InlineData("mutation { me { id } }", "KnownOperationTypesRule")]
    [InlineData("query A { me { id } } query A { me { id } }", "UniqueOperationNamesRule")]
    [InlineData("{ me { id } } query A { me { id } }", "LoneAnonymousOperationRule")]
    [InlineData("subscription { renamed { id } left { id } }", "SingleFieldSubscriptionsRule")]
    [InlineData("subscription { __typename }", "SingleFieldSubscriptionsRule")]
    [InlineData("subscription { renamed @include(if: true) { id } }", "SingleFieldSubscriptionsRule")]
    [InlineData("subscription { ...F } fragment F on Subscription { renamed { id } x: left { id } }", "SingleFieldSubscriptionsRule")]
    [InlineData("{ node { ... on Nothing { id } } }", "KnownTypeNamesRule")]
    [InlineData("{ node { ... on Role { id } } }", "FragmentsOnCompositeTypesRule")]
    [InlineData("query ($u: User) { me { best @skip(if: true) { id } name(upper: $u) } }", "VariablesAreInputTypesRule", "VariablesInAllowedPositionRule")]
    [InlineData("{ me }", "ScalarLeafsRule")]
    [InlineData("{ me { id { x } } }", "ScalarLeafsRule")]
    [InlineData("{ me { nothing } }", "FieldsOnCorrectTypeRule")]
    [InlineData("{ me { __proto__ constructor } }", "FieldsOnCorrectTypeRule")]
    [InlineData("{ search { name } }", "FieldsOnCorrectTypeRule")]
    [InlineData("{ me { __schema { types { name } } } }", "FieldsOnCorrectTypeRule")]
    [InlineData("{ me { ...F } } fragment F on User { id } fragment F on User { id }", "UniqueFragmentNamesRule")]
    [InlineData("{ me { ...F } }", "KnownFragmentNamesRule")]
    [InlineData("{ me { id } } fragment F on User { id }", "NoUnusedFragmentsRule")]
    [InlineData("{ me { ... on Group { id } } }", "PossibleFragmentSpreadsRule")]
    [InlineData("{ node { ...F } } fragment F on Lonely { x }", "PossibleFragmentSpreadsRule")]
    [InlineData("{ me { ...F } } fragment F on User { best { ...F } }", "NoFragmentCyclesRule")]
    [InlineData("{ me { ...F } } fragment F on User { ...G } fragment G on User { ...F }", "NoFragmentCyclesRule")]
    [InlineData("query ($a: Int, $a: Int) { users(first: $a) { id } }", "UniqueVariableNamesRule")]
    [InlineData("{ users(first: $a) { id } }", "NoUndefinedVariablesRule")]
    [InlineData("query ($a: Int) { me { id } }", "NoUnusedVariablesRule")]
    [InlineData("{ me @nothing { id } }", "KnownDirectivesRule")]
    [InlineData("query @once { me { id } }", "KnownDirectivesRule")]
    [InlineData("{ me @once @once { id } }", "UniqueDirectivesPerLocationRule")]
    [InlineData("{ me(x: 1) { id } }", "KnownArgumentNamesRule")]
    [InlineData("{ me { name @skip(if: true, unless: false) } }", "KnownArgumentNamesRule")]
    [InlineData("{ users(first: 1, first: 1) { id } }", "UniqueArgumentNamesRule")]
    [InlineData("{ users(first: \"1\") { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ users(first: 99999999999) { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ users(over: 1e999) { id } }", "ValuesOfCorrectTypeRule")] // no finite number
    [InlineData("{ users(ids: [null]) { id } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(by: { must: true, role: \"ADMIN\" }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(by: { must: true, role: OWNER }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(by: { must: true, nothing: 1 }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(by: { }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(by: 1) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(one: { }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(one: { name: \"a\", id: 1 }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ search(one: { name: null }) { __typename } }", "ValuesOfCorrectTypeRule")]
    [InlineData("{ user { id } }", "ProvidedRequiredArgumentsRule")]
    [InlineData("{ me @skip { id } }", "ProvidedRequiredArgumentsRule")]
    [InlineData("query ($i: ID) { user(id: $i) { id } }", "VariablesInAllowedPositionRule")]
    [InlineData("query ($n: [Int]) { users(first: $n) { id } }", "VariablesInAllowedPositionRule")]
    [InlineData("query ($n: String) { search(one: { name: $n }) { __typename } }", "VariablesInAllowedPositionRule")]
    [InlineData("query ($n: String) { must(one: { name: $n }) }", "VariablesInAllowedPositionRule")]
    [InlineData("{ me { a: name a: id } }", "OverlappingFieldsCanBeMergedRule")]
    [InlineData("{ users(first: 1) { id } users(first: 2) { id } }", "OverlappingFieldsCanBeMergedRule")]
    [InlineData("{ search { ... on User { a: name } ... on Group { a: name } } }", "OverlappingFieldsCanBeMergedRule")]
    [InlineData("{ me { ...A ...B } } fragment A on User { x: id } fragment B on User { x: name }", "OverlappingFieldsCanBeMergedRule")]
    [InlineData("{ search(by: { must: true, must: true }) { __typename } }", "UniqueInputFieldNamesRule")]
    [InlineData("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "MaxIntrospectionDepthRule")]
    public void Refuses_what_it_does_not(string text, params string[] rules) => Assert.Equal(rules, Validations.BrokenRules(Schema, text));

    [Fact]
    public void Says_what_is_wrong_and_where()
    {
        var error = Assert.Single(Validations.Validate(Schema, "{\n  me {\n    nmae\n  }\n}"));

        Assert.Equal("The type 'User' has no field 'nmae'.", error.Message);
        Assert.Equal(ErrorCodes.ValidationFailed, error.Code);
        Assert.Equal([new SourceLocation(3, 5)], error.Locations);
    }

    [Theory]
    [InlineData("{ me { nmae } }", "The type 'User' has no field 'nmae'. Did you mean 'name'?")]
    [InlineData("{ search { members { id } } }", "The type 'Found' has no field 'members'. Did you mean to use an inline fragment on 'Group'?")]
    [InlineData("{ node { ... on Usr { id } } }", "There is no type named 'Usr'. Did you mean 'User'?")]
    [InlineData("{ users(frist: 1) { id } }", "The field 'users' has no argument 'frist'. Did you mean 'first'?")]
    [InlineData("{ search(by: { must: true, role: ADMN }) { __typename } }", "The enum 'Role' has no value 'ADMN'. Did you mean 'ADMIN'?")]
    [InlineData("{ search(by: { must: true, limt: 1 }) { __typename } }", "The type 'Filter' has no field 'limt'. Did you mean 'limit'?")]
    public void Proposes_near_names_when_told_to(string text, string message)
    {
        var error = Assert.Single(Validations.Validate(Schema, text, Validations.Options(options => options.SuggestNames = true)));

        Assert.Equal(message, error.Message);
        Assert.DoesNotContain("Did you mean", Assert.Single(Validations.Validate(Schema, text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_at_as_many_errors_and_places_as_asked_for()
    {
        var text = $"{{ me {{ {string.Concat(Enumerable.Range(0, 50).Select(i => $"x{i} "))} }} }}";
        const string Repeated = "{ users(first: 1, first: 1, first: 1, first: 1) { id } }";

        Assert.Equal(5, Validations.Validate(Schema, text).Count);
        Assert.Equal(7, Validations.Validate(Schema, text, Validations.Options(options => options.MaxErrors = 7)).Count);
        Assert.Equal(3, Assert.Single(Validations.Validate(Schema, Repeated, Validations.Options(options => options.MaxLocationsPerError = 3))).Locations.Count);
    }
}
