using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>The five directives of the specification (section 3.13).</summary>
internal static class BuiltInDirectives
{
    public static readonly DirectiveDefinition Skip = new()
    {
        Name = "skip",
        IsBuiltIn = true,
        Description = "Leaves the selection out when the condition is true.",
        Locations = ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"],
        Arguments = [new() { Name = "if", Description = "Leaves out when true.", Type = BuiltInScalars.Boolean.AsNonNull }],
    };

    public static readonly DirectiveDefinition Include = new()
    {
        Name = "include",
        IsBuiltIn = true,
        Description = "Keeps the selection only when the condition is true.",
        Locations = ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"],
        Arguments = [new() { Name = "if", Description = "Keeps when true.", Type = BuiltInScalars.Boolean.AsNonNull }],
    };

    public static readonly DirectiveDefinition Deprecated = new()
    {
        Name = "deprecated",
        IsBuiltIn = true,
        Description = "Marks an element of the schema that is going away.",
        Locations = ["FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"],
        Arguments =
        [
            new()
            {
                Name = "reason",
                Description = "Why, and what to use instead, in Markdown.",
                Type = BuiltInScalars.String.AsNonNull,
                DefaultValue = new StringValueNode { Start = 0, Value = DefaultDeprecationReason },
            },
        ],
    };

    public static readonly DirectiveDefinition SpecifiedBy = new()
    {
        Name = "specifiedBy",
        IsBuiltIn = true,
        Description = "Names the specification of a scalar.",
        Locations = ["SCALAR"],
        Arguments = [new() { Name = "url", Description = "Where the specification is.", Type = BuiltInScalars.String.AsNonNull }],
    };

    public static readonly DirectiveDefinition OneOf = new()
    {
        Name = "oneOf",
        IsBuiltIn = true,
        Description = "Says that exactly one field of an input object must be given, and not as null.",
        Locations = ["INPUT_OBJECT"],
    };

    public static readonly IReadOnlyList<DirectiveDefinition> All = [Skip, Include, Deprecated, SpecifiedBy, OneOf];

    /// <summary>The reason when none is given.</summary>
    public const string DefaultDeprecationReason = "No longer supported";
}
