namespace Notify.GraphQL.Execution;

/// <summary>The settings of an executor, with what depends on the environment already decided.</summary>
internal sealed record ExecutorOptions
{
    public ParserOptions Parser { get; init; } = new();

    public ValidationOptions Validation { get; init; } = new();

    public CostOptions Cost { get; init; } = new();

    public RequestOptions Request { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets who looks at each error before it is sent, in order.</summary>
    public IReadOnlyList<IErrorFilter> ErrorFilters { get; init; } = [];
}
