namespace Notify.GraphQL;

/// <summary>The static cost of an operation, after the IBM cost specification.</summary>
public sealed class CostOptions
{
    /// <summary>Gets or sets whether costs are enforced. Default true.</summary>
    public bool EnforceCostLimits { get; set; } = true;

    /// <summary>Gets or sets the largest sum of field weights. Default 1,000.</summary>
    public double MaxFieldCost { get; set; } = 1_000;

    /// <summary>Gets or sets the largest sum of type weights, that is of objects in the answer. Default 1,000.</summary>
    public double MaxTypeCost { get; set; } = 1_000;

    /// <summary>Gets or sets the weight of a field with an asynchronous resolver and no <c>[Cost]</c>. Default 10.</summary>
    public double DefaultResolverCost { get; set; } = 10;

    /// <summary>Gets or sets the size assumed of a list field without <c>[ListSize]</c>. Default 1.</summary>
    public int DefaultListSize { get; set; } = 1;
}
