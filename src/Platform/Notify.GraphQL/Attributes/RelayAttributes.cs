namespace Notify.GraphQL.Types.Relay;

/// <summary>Makes a value an <c>ID</c>; with global object identification, one that tells the type it belongs to.</summary>
/// <param name="typeName">The type's name in the schema; null for the type that declares the field, or any type for arguments.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Method)]
public class IDAttribute(string? typeName = null) : Attribute
{
    /// <summary>Gets the type's name in the schema; null for the type that declares the field, or any type for arguments.</summary>
    public string? TypeName { get; } = typeName;

    internal virtual Type? NodeType => null;
}

/// <summary>Makes a value an <c>ID</c> of the type that shows <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class IDAttribute<T> : IDAttribute
{
    internal override Type? NodeType => typeof(T);
}

/// <summary>Makes an object type a <c>Node</c>: it has a global id, and <c>node(id:)</c> finds it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class NodeAttribute : Attribute
{
    /// <summary>Gets or sets the property that holds the id. Default <c>Id</c>.</summary>
    public string IdField { get; set; } = "Id";

    /// <summary>Gets or sets the static method that finds a node by its id; null for the one with <c>[NodeResolver]</c>, or <c>Get</c>, <c>GetAsync</c>, <c>Get{Type}</c>, <c>Get{Type}Async</c>.</summary>
    public string? NodeResolver { get; set; }

    /// <summary>Gets or sets the class that declares the method; null for this one.</summary>
    public Type? NodeResolverType { get; set; }
}

/// <summary>Marks the method that finds a node by its id: the first argument is the id.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeResolverAttribute : Attribute;
