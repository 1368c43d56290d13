namespace Notify.GraphQL;

/// <summary>How operations are run.</summary>
public sealed class RequestOptions
{
    /// <summary>Gets or sets how long a query or mutation may take. Default 10 seconds.</summary>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how many operations run at once on this node; more wait for a place until their time is up. Default 64.</summary>
    public int MaxConcurrentExecutions { get; set; } = 64;

    /// <summary>Gets or sets whether errors carry a resolver's exception. Null, the default, means: in Development only.</summary>
    public bool? IncludeExceptionDetails { get; set; }

    /// <summary>Gets or sets how many validated documents are kept. Default 512.</summary>
    public int DocumentCacheSize { get; set; } = 512;

    /// <summary>Gets or sets from how long on an operation is logged as slow. Default 1 second.</summary>
    public TimeSpan SlowOperationThreshold { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets whether only stored documents are run. Default false.</summary>
    public bool OnlyPersistedDocuments { get; set; }
}
