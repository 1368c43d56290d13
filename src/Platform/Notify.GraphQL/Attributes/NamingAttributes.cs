namespace Notify.GraphQL;

/// <summary>Marks the assembly as a module whose types are registered together.</summary>
/// <param name="name">The module's name.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ModuleAttribute(string name) : Attribute
{
    /// <summary>Gets the module's name.</summary>
    public string Name { get; } = name;
}

/// <summary>Names a type, field, argument or enum value in the schema.</summary>
/// <param name="name">The name, as GraphQL spells names.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum
    | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class GraphQLNameAttribute(string name) : Attribute
{
    /// <summary>Gets the name.</summary>
    public string Name { get; } = name;
}

/// <summary>Describes a type, field, argument or enum value; goes before its XML documentation.</summary>
/// <param name="description">The description, as Markdown.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum
    | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class GraphQLDescriptionAttribute(string description) : Attribute
{
    /// <summary>Gets the description.</summary>
    public string Description { get; } = description;
}

/// <summary>Keeps a type, member or enum value out of the schema.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum
    | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class GraphQLIgnoreAttribute : Attribute;

/// <summary>Marks a field, argument or enum value as deprecated in the schema, as <see cref="ObsoleteAttribute"/> does too.</summary>
/// <param name="reason">Why, and what to use.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class GraphQLDeprecatedAttribute(string reason) : Attribute
{
    /// <summary>Gets why, and what to use.</summary>
    public string DeprecationReason { get; } = reason;
}
