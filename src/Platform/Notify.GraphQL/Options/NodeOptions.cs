namespace Notify.GraphQL;

/// <summary>Global object identification.</summary>
public sealed class NodeOptions
{
    /// <summary>Gets or sets how many ids <c>nodes(ids:)</c> takes. Default 25.</summary>
    public int MaxBatchSize { get; set; } = 25;
}
