namespace Notify.GraphQL;

/// <summary>Hands a resolver the object its field belongs to.</summary>
/// <param name="requires">The members of the object that the resolver reads; a note to the reader.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParentAttribute(string? requires = null) : Attribute
{
    /// <summary>Gets the members of the object that the resolver reads; null when it does not say.</summary>
    public string? Requires { get; } = requires;
}

/// <summary>Hands a resolver a service of the request.</summary>
/// <param name="key">The key of a keyed service; null for a plain one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceAttribute(string? key = null) : Attribute
{
    /// <summary>Gets the key of a keyed service; null for a plain one.</summary>
    public string? Key { get; } = key;
}

/// <summary>Makes a parameter an argument of the field, even if a service of its type is registered.</summary>
/// <param name="name">The argument's name; null to go by the parameter's.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArgumentAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the argument's name; null to go by the parameter's.</summary>
    public string? Name { get; } = name;
}

/// <summary>Hands a subscription's resolver the event that it answers.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventMessageAttribute : Attribute;

/// <summary>Hands a resolver an entry of the request's <c>ContextData</c>.</summary>
/// <param name="key">The entry's key; null to go by the parameter's name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GlobalStateAttribute(string? key = null) : Attribute
{
    /// <summary>Gets the entry's key; null to go by the parameter's name.</summary>
    public string? Key { get; } = key;
}

/// <summary>Hands a resolver what a resolver above it has set by <c>SetScopedState</c>.</summary>
/// <param name="key">The state's key; null to go by the parameter's name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ScopedStateAttribute(string? key = null) : Attribute
{
    /// <summary>Gets the state's key; null to go by the parameter's name.</summary>
    public string? Key { get; } = key;
}

/// <summary>Hands a resolver what has been set for its own response position by <c>SetLocalState</c>, such as while a subscription was opened.</summary>
/// <param name="key">The state's key; null to go by the parameter's name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LocalStateAttribute(string? key = null) : Attribute
{
    /// <summary>Gets the state's key; null to go by the parameter's name.</summary>
    public string? Key { get; } = key;
}
