using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>A leaf whose values are read and written by functions. Each throws <see cref="LeafException"/> on a value that does not fit.</summary>
internal sealed class ScalarType : NamedType
{
    public string? SpecifiedBy { get; init; }

    /// <summary>Reads a literal without variables; never a null literal.</summary>
    public required Func<ValueNode, object> ParseLiteral { get; init; }

    /// <summary>Reads a variable's value; never JSON null.</summary>
    public required Func<JsonElement, object> ParseJson { get; init; }

    /// <summary>Writes a resolver's value as JSON; never null.</summary>
    public required Action<object, ResponseBuffer> Write { get; init; }

    /// <summary>Prints a runtime value as a literal, for default values in the SDL. Null when a default cannot be printed.</summary>
    public Func<object, ValueNode>? ToLiteral { get; init; }
}

internal sealed class EnumType : NamedType
{
    private readonly FrozenDictionary<string, EnumValueDefinition> byName;
    private readonly FrozenDictionary<object, EnumValueDefinition> byValue;

    public EnumType(IReadOnlyList<EnumValueDefinition> values)
    {
        Values = values;
        byName = values.ToFrozenDictionary(value => value.Name, StringComparer.Ordinal);
        byValue = values.DistinctBy(value => value.Value).ToFrozenDictionary(value => value.Value);
    }

    public IReadOnlyList<EnumValueDefinition> Values { get; }

    public EnumValueDefinition? FindByName(string name) => byName.GetValueOrDefault(name);

    /// <summary>Finds the name of a runtime value; null when the enum has no such value.</summary>
    public EnumValueDefinition? FindByValue(object value) => byValue.GetValueOrDefault(value);
}

internal sealed class EnumValueDefinition
{
    private byte[]? nameJson;

    public required string Name { get; init; }

    /// <summary>Gets the name as a JSON string in UTF-8.</summary>
    public byte[] NameJson => nameJson ??= Encoding.UTF8.GetBytes($"\"{Name}\"");

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    /// <summary>Gets the runtime value: a .NET enum member, or the name itself.</summary>
    public required object Value { get; init; }
}

/// <summary>A value does not fit its scalar or enum. The message says what was expected and what was found, for the client.</summary>
internal sealed class LeafException(string message) : Exception(message);
