namespace Notify.GraphQL.Execution;

/// <summary>The coerced variables of one request: values as <see cref="TypeSystem.InputValueDefinition.Convert"/> describes them.</summary>
internal sealed class VariableValues(Dictionary<string, object?> values)
{
    public static readonly VariableValues None = new([]);

    /// <summary>Finds a variable; false when it was neither given nor has a default.</summary>
    public bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);
}

/// <summary>A value does not fit the input type it is for. The message is for the client.</summary>
internal sealed class InputException(string message) : Exception(message)
{
    /// <summary>Gets where inside a variable's value; null at its root.</summary>
    public Path? At { get; init; }
}
