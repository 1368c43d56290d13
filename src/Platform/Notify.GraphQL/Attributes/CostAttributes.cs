namespace Notify.GraphQL.CostAnalysis;

/// <summary>Weighs a field in the cost of an operation.</summary>
/// <param name="weight">The weight.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class CostAttribute(double weight) : Attribute
{
    /// <summary>Gets the weight.</summary>
    public double Weight { get; } = weight;
}

/// <summary>Says how large a list is, for the cost of an operation.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ListSizeAttribute : Attribute
{
    internal int? AssumedSizeOrNull { get; private set; }

    internal int? SlicingArgumentDefaultValueOrNull { get; private set; }

    /// <summary>Gets or sets the size assumed when no slicing argument says; in items.</summary>
    public int AssumedSize { get => AssumedSizeOrNull ?? 0; set => AssumedSizeOrNull = value; }

    /// <summary>Gets or sets the arguments that bound the size, such as <c>first</c>.</summary>
    public string[] SlicingArguments { get; set; } = [];

    /// <summary>Gets or sets the size when no slicing argument is given; in items.</summary>
    public int SlicingArgumentDefaultValue { get => SlicingArgumentDefaultValueOrNull ?? 0; set => SlicingArgumentDefaultValueOrNull = value; }

    /// <summary>Gets or sets the fields of the answer that have the size, where the field itself is no list, such as <c>edges</c>.</summary>
    public string[] SizedFields { get; set; } = [];

    /// <summary>Gets or sets whether exactly one slicing argument must be given. Default true.</summary>
    public bool RequireOneSlicingArgument { get; set; } = true;
}
