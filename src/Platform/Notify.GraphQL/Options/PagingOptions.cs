namespace Notify.GraphQL.Types.Pagination;

/// <summary>What <c>[UsePaging]</c> does unless it says otherwise.</summary>
public sealed class PagingOptions
{
    /// <summary>Gets or sets the page size when the client gives none. Default 10.</summary>
    public int DefaultPageSize { get; set; } = 10;

    /// <summary>Gets or sets the largest page a client may ask for. Default 100.</summary>
    public int MaxPageSize { get; set; } = 100;

    /// <summary>Gets or sets whether connections show <c>totalCount</c>. Default false.</summary>
    public bool IncludeTotalCount { get; set; }

    /// <summary>Gets or sets whether <c>last</c> and <c>before</c> are offered. Default true.</summary>
    public bool AllowBackwardPagination { get; set; } = true;

    /// <summary>Gets or sets whether a client must say <c>first</c> or <c>last</c>. Default true.</summary>
    public bool RequirePagingBoundaries { get; set; } = true;
}
