using System.Collections.Frozen;
using System.Text;

namespace Notify.GraphQL.TypeSystem;

/// <summary>A type with fields: an object or an interface.</summary>
internal abstract class ComplexType : NamedType
{
    private FrozenDictionary<string, FieldDefinition>? byName;

    /// <summary>Gets or sets the fields in the order of the SDL. Set once, while the schema is built.</summary>
    public IReadOnlyList<FieldDefinition> Fields
    {
        get;
        set
        {
            field = value;
            byName = null;
            foreach (var definition in value)
            {
                definition.DeclaringType = this;
            }
        }
    } = [];

    /// <summary>Gets or sets the interfaces it declares, transitive ones included. Set once, while the schema is built.</summary>
    public IReadOnlyList<InterfaceType> Interfaces { get; set; } = [];

    public FieldDefinition? FindField(string name) =>
        (byName ??= Fields.DistinctBy(field => field.Name).ToFrozenDictionary(field => field.Name, StringComparer.Ordinal)).GetValueOrDefault(name);
}

internal sealed class ObjectType : ComplexType
{
    private byte[]? nameJson;

    /// <summary>Gets the name as a JSON string in UTF-8, as <c>__typename</c> answers it.</summary>
    public byte[] NameJson => nameJson ??= Encoding.UTF8.GetBytes($"\"{Name}\"");

    /// <summary>Gets the rules that hold wherever a field answers this type.</summary>
    public IReadOnlyList<AuthorizationRule> Authorization { get; init; } = [];

    /// <summary>Recognises a value of this type when its .NET type says nothing; null to go by <see cref="NamedType.RuntimeType"/>.</summary>
    public Func<object, bool>? IsTypeOf { get; init; }
}

internal sealed class InterfaceType : ComplexType;

internal sealed class UnionType : NamedType
{
    /// <summary>Gets or sets the members. Set once, while the schema is built.</summary>
    public IReadOnlyList<ObjectType> Members { get; set; } = [];
}

internal sealed class InputObjectType : NamedType
{
    private FrozenDictionary<string, InputValueDefinition>? byName;

    /// <summary>Gets whether exactly one field must be given (<c>@oneOf</c>).</summary>
    public bool IsOneOf { get; init; }

    /// <summary>Gets or sets the fields in the order of the SDL. Set once, while the schema is built.</summary>
    public IReadOnlyList<InputValueDefinition> Fields
    {
        get;
        set
        {
            field = value;
            byName = null;
        }
    } = [];

    public InputValueDefinition? FindField(string name) =>
        (byName ??= Fields.DistinctBy(field => field.Name).ToFrozenDictionary(field => field.Name, StringComparer.Ordinal)).GetValueOrDefault(name);
}
