namespace Notify.GraphQL;

/// <summary>What a valid document may ask for, and how much work finding out may take.</summary>
public sealed class ValidationOptions
{
    /// <summary>Gets or sets how deep fields may nest, introspection apart. Default 15, at least 1.</summary>
    public int MaxExecutionDepth { get; set; } = 15;

    /// <summary>Gets or sets how often one field may stand inside itself. Default 3, at least 1.</summary>
    public int MaxCoordinateCycles { get; set; } = 3;

    /// <summary>Gets or sets how often fragments may be entered while validating. Default 1,000.</summary>
    public int MaxFragmentVisits { get; set; } = 1_000;

    /// <summary>Gets or sets how many pairs of fields may be compared for merging. Default 20,000.</summary>
    public int MaxMergeComparisons { get; set; } = 20_000;

    /// <summary>Gets or sets after how many errors validation stops. Default 5, at least 1.</summary>
    public int MaxErrors { get; set; } = 5;

    /// <summary>Gets or sets how many places one error names. Default 5, at least 1.</summary>
    public int MaxLocationsPerError { get; set; } = 5;

    /// <summary>Gets or sets how deep <c>ofType</c> may nest in introspection. Default 16.</summary>
    public int MaxIntrospectionOfTypeDepth { get; set; } = 16;

    /// <summary>Gets or sets how often list fields of introspection (fields, interfaces, possibleTypes, inputFields) may nest in themselves. Default 1.</summary>
    public int MaxIntrospectionListDepth { get; set; } = 1;

    /// <summary>Gets or sets how many aliases of one field a document may hold. Default 50.</summary>
    public int MaxAliasesPerField { get; set; } = 50;

    /// <summary>Gets or sets how many root fields an operation may select, fragments included. Default 20.</summary>
    public int MaxRootFields { get; set; } = 20;

    /// <summary>Gets or sets whether <c>__schema</c> and <c>__type</c> may be asked; <c>__typename</c> always may. Null, the default, means: in Development only.</summary>
    public bool? AllowIntrospection { get; set; }

    /// <summary>Gets or sets whether errors propose names that are near. Null, the default, means: in Development only.</summary>
    public bool? SuggestNames { get; set; }
}
