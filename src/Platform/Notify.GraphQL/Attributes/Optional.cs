namespace Notify.GraphQL;

/// <summary>An input value that tells "not given" from "given as null".</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Optional<T>
{
    /// <summary>Makes a value that was given.</summary>
    /// <param name="value">The value, perhaps null.</param>
    public Optional(T? value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>Gets the value; the type's default when none was given.</summary>
    public T? Value { get; }

    /// <summary>Gets whether a value was given, null included.</summary>
    public bool HasValue { get; }

    /// <summary>Gives a value.</summary>
    /// <param name="value">The value, perhaps null.</param>
    public static implicit operator Optional<T>(T? value) => new(value);

    /// <inheritdoc />
    public override string ToString() => HasValue ? $"{Value}" : "not given";
}
