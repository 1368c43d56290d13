namespace Notify.GraphQL.Types;

/// <summary>Makes a class an object type even if no field reaches it.</summary>
/// <param name="name">The type's name; null to go by the class.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ObjectTypeAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the type's name; null to go by the class.</summary>
    public string? Name { get; } = name;

    /// <summary>Gets or sets whether static members become fields too. Default false.</summary>
    public bool IncludeStaticMembers { get; set; }
}

/// <summary>Adds the static methods of a class to the object or interface type that shows <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The class whose values the type shows.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ObjectTypeAttribute<T> : Attribute;

/// <summary>Adds the members of a class to a type that is given by its name, its .NET type, or the operation it is the root of.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExtendObjectTypeAttribute : Attribute
{
    /// <summary>Extends the type with this name; null for the name of the class.</summary>
    /// <param name="name">The type's name in the schema.</param>
    public ExtendObjectTypeAttribute(string? name = null) => Name = name;

    /// <summary>Extends the type that shows <paramref name="extendsType"/>.</summary>
    /// <param name="extendsType">The .NET type.</param>
    public ExtendObjectTypeAttribute(Type extendsType) => ExtendsType = extendsType;

    /// <summary>Extends a root type.</summary>
    /// <param name="operation">The root type's operation.</param>
    public ExtendObjectTypeAttribute(OperationType operation) => Operation = operation;

    /// <summary>Gets the extended type's name; null when it is given another way.</summary>
    public string? Name { get; }

    /// <summary>Gets the extended .NET type; null when it is given another way.</summary>
    public Type? ExtendsType { get; }

    /// <summary>Gets the operation whose root type is extended; null when it is given another way.</summary>
    public OperationType? Operation { get; }

    /// <summary>Gets or sets the fields, by their names in the schema, that the extended type no longer shows.</summary>
    public string[] IgnoreFields { get; set; } = [];

    /// <summary>Gets or sets the properties, by their names in C#, that the extended type no longer shows.</summary>
    public string[] IgnoreProperties { get; set; } = [];
}

/// <summary>Adds the members of a class to the type that shows <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The .NET type.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExtendObjectTypeAttribute<T> : Attribute
{
    /// <summary>Gets or sets the fields, by their names in the schema, that the extended type no longer shows.</summary>
    public string[] IgnoreFields { get; set; } = [];

    /// <summary>Gets or sets the properties, by their names in C#, that the extended type no longer shows.</summary>
    public string[] IgnoreProperties { get; set; } = [];
}

/// <summary>Lets a resolver of an extension take the place of a member of the extended class.</summary>
/// <param name="name">The member's name in C#.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class BindMemberAttribute(string name) : Attribute
{
    /// <summary>Gets the member's name in C#.</summary>
    public string Name { get; } = name;
}

/// <summary>Makes an interface or abstract class an interface type; classes that implement it are found by themselves.</summary>
/// <param name="name">The type's name; null to go by the interface.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
public sealed class InterfaceTypeAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the type's name; null to go by the interface.</summary>
    public string? Name { get; } = name;
}

/// <summary>Makes an interface or abstract class a union of the classes that implement it.</summary>
/// <param name="name">The type's name; null to go by the interface.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
public sealed class UnionTypeAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the type's name; null to go by the interface.</summary>
    public string? Name { get; } = name;
}

/// <summary>Makes an enum part of the schema even if no field reaches it.</summary>
/// <param name="name">The type's name; null to go by the enum.</param>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class EnumTypeAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the type's name; null to go by the enum.</summary>
    public string? Name { get; } = name;
}

/// <summary>Makes a class an input object type even if no argument reaches it.</summary>
/// <param name="name">The type's name; null for the class's name with the ending <c>Input</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class InputObjectTypeAttribute(string? name = null) : Attribute
{
    /// <summary>Gets the type's name; null for the class's name with the ending <c>Input</c>.</summary>
    public string? Name { get; } = name;
}

/// <summary>Demands that exactly one field of an input object is given, and not as null.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OneOfAttribute : Attribute;
