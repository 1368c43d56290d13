using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Validation;

public sealed class ValidationLimitTests
{
    private static readonly Schema Schema = SchemaFromSdl.Build(
        """
        type Query { me: User other: User name(of: Int): String list: [User] }
        type User { id: ID! best: User friends: [User] company: Company name(of: Int): String }
        type Company { owner: User }
        """);

    [Fact]
    public void Refuses_fields_nested_too_deep_through_fragments_too()
    {
        var options = Validations.Options(options => options.MaxExecutionDepth = 4);

        Assert.Empty(Codes("{ me { best { company { __typename } ... { friends { __typename } } } } }", options));
        Assert.Equal([ErrorCodes.MaxExecutionDepth], Codes("{ me { best { company { owner { id } } } } }", options));
        Assert.Equal([ErrorCodes.MaxExecutionDepth], Codes("{ me { best { ...F } } } fragment F on User { company { owner { id } } }", options));
        Assert.Equal([ErrorCodes.MaxExecutionDepth], Codes("{ me { ...F } } fragment F on User { best { ...G } } fragment G on User { company { owner { id } } }", options));
    }

    [Fact]
    public void Leaves_introspection_out_of_the_depth() =>
        Assert.Empty(Codes(
            "{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }",
            Validations.Options(options => options.MaxExecutionDepth = 1)));

    [Fact]
    public void Refuses_a_field_that_stands_in_itself_too_often()
    {
        var options = Validations.Options(options => options.MaxCoordinateCycles = 2);

        Assert.Empty(Codes("{ me { best { best { id } } friends { best { id } } } }", options));
        Assert.Equal([ErrorCodes.MaxCoordinateCycles], Codes("{ me { best { best { best { id } } } } }", options));
        Assert.Equal([ErrorCodes.MaxCoordinateCycles], Codes("{ me { best { company { owner { best { ...F } } } } } } fragment F on User { best { id } }", options));
        Assert.Empty(Codes("{ me { ...F } other { ...F } } fragment F on User { best { best { id } } }", options));
    }

    [Fact]
    public void Counts_how_often_fragments_are_entered_when_every_spread_is_followed()
    {
        var doubling = string.Concat(Enumerable.Range(0, 20).Select(i => $"fragment F{i} on User {{ best {{ ...F{i + 1} }} friends {{ ...F{i + 1} }} }} "));
        var text = $"{{ me {{ ...F0 }} }} {doubling} fragment F20 on User {{ id }}";
        var options = Validations.Options(options => (options.MaxExecutionDepth, options.MaxCoordinateCycles) = (100, 100));

        Assert.Equal([ErrorCodes.MaxFragmentVisits], Codes(text, options));
        options.MaxFragmentVisits = (1 << 21) - 1;
        Assert.Empty(Codes(text, options));
        options.MaxFragmentVisits--;
        Assert.Equal([ErrorCodes.MaxFragmentVisits], Codes(text, options));
    }

    [Fact]
    public void Refuses_to_compare_fields_for_merging_beyond_the_budget()
    {
        var text = $"{{ {string.Concat(Enumerable.Repeat("name ", 100))} }}"; // 4,950 pairs

        Assert.Empty(Codes(text, Validations.Options(options => options.MaxMergeComparisons = 4_950)));
        Assert.Equal([ErrorCodes.MaxMergeComparisons], Codes(text, Validations.Options(options => options.MaxMergeComparisons = 4_949)));
    }

    [Fact]
    public void Refuses_too_many_aliases_of_one_field()
    {
        var options = Validations.Options(options => (options.MaxAliasesPerField, options.MaxRootFields) = (3, 100));

        Assert.Empty(Codes("{ a: name b: name c: name name d: me { a: name b: name c: name } }", options));
        Assert.Equal([ErrorCodes.MaxAliases], Codes("{ a: name b: name c: name ...F } fragment F on Query { d: name }", options));
    }

    [Fact]
    public void Refuses_too_many_root_fields()
    {
        var options = Validations.Options(options => options.MaxRootFields = 3);

        Assert.Empty(Codes("{ a: name b: name ... { a: name b: name c: name } ...F } fragment F on Query { a: name }", options));
        Assert.Equal([ErrorCodes.MaxRootFields], Codes("{ a: name b: name c: name ...F } fragment F on Query { d: name }", options));
        Assert.Equal([ErrorCodes.MaxRootFields], Codes("{ a: name b: name c: name d: name }", options));
    }

    [Fact]
    public void Refuses_introspection_that_goes_around_in_circles()
    {
        Assert.Empty(Codes("{ __schema { types { fields { type { ofType { name } } } interfaces { name } } } }", Validations.Options()));
        Assert.Equal([ErrorCodes.MaxIntrospectionDepth], Codes("{ __schema { types { fields { type { fields { name } } } } } }", Validations.Options()));
        Assert.Equal(
            [ErrorCodes.MaxIntrospectionDepth],
            Codes("{ __type(name: \"User\") { fields { type { ...F } } } } fragment F on __Type { interfaces { name } }", Validations.Options()));
    }

    [Fact]
    public void Refuses_ofType_nested_too_deep()
    {
        static string Nested(int levels) => string.Concat(Enumerable.Repeat("ofType { ", levels)) + "name" + string.Concat(Enumerable.Repeat(" }", levels));

        Assert.Empty(Codes($"{{ __type(name: \"User\") {{ {Nested(16)} }} }}", Validations.Options()));
        Assert.Equal([ErrorCodes.MaxIntrospectionDepth], Codes($"{{ __type(name: \"User\") {{ {Nested(17)} }} }}", Validations.Options()));
        Assert.Equal(
            [ErrorCodes.MaxIntrospectionDepth],
            Codes($"{{ __type(name: \"User\") {{ ofType {{ ...F }} }} }} fragment F on __Type {{ {Nested(16)} }}", Validations.Options()));
    }

    [Fact]
    public void Refuses_introspection_when_it_is_off_but_never_typename()
    {
        var options = new ValidationOptions { AllowIntrospection = false };

        Assert.Empty(Codes("{ __typename me { __typename } }", options));
        Assert.Equal([ErrorCodes.IntrospectionDisabled, ErrorCodes.IntrospectionDisabled], Codes("{ __schema { types { name } } ...F } fragment F on Query { __type(name: \"A\") { name } }", options));
    }

    [Fact]
    public void Does_not_measure_fragments_that_contain_themselves() =>
        Assert.Equal([ErrorCodes.ValidationFailed], Codes("{ me { ...F } } fragment F on User { best { ...F } }", Validations.Options()));

    private static string[] Codes(string text, ValidationOptions options) => [.. Validations.Validate(Schema, text, options).Select(error => error.Code ?? "")];
}
