namespace Notify.GraphQL.TypeSystem;

internal sealed class DirectiveDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool IsRepeatable { get; init; }

    /// <summary>Gets the locations by their names in the specification, such as <c>FIELD_DEFINITION</c>.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    public IReadOnlyList<InputValueDefinition> Arguments { get; init; } = [];

    /// <summary>Gets whether the specification defines it, so that the SDL leaves it out.</summary>
    public bool IsBuiltIn { get; init; }
}
