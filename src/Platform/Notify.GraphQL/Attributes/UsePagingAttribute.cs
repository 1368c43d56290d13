using System.Runtime.CompilerServices;

namespace Notify.GraphQL.Types;

/// <summary>
/// Pages a field after the Relay specification: <c>first</c>, <c>after</c>, <c>last</c>, <c>before</c>, and a connection with
/// <c>edges</c>, <c>nodes</c> and <c>pageInfo</c>. The resolver answers a <c>Connection&lt;T&gt;</c>, taking the arguments
/// itself, or a list, which is then paged in memory.
/// </summary>
/// <param name="type">The .NET type of the nodes; null to go by the resolver.</param>
/// <param name="order">Where it stands among the attributes; set by the compiler.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class UsePagingAttribute(Type? type = null, [CallerLineNumber] int order = 0) : Attribute
{
    internal int? DefaultPageSizeOrNull { get; private set; }

    internal int? MaxPageSizeOrNull { get; private set; }

    internal bool? IncludeTotalCountOrNull { get; private set; }

    internal bool? AllowBackwardPaginationOrNull { get; private set; }

    internal bool? RequirePagingBoundariesOrNull { get; private set; }

    /// <summary>Gets the .NET type of the nodes; null to go by the resolver.</summary>
    public Type? Type { get; } = type;

    /// <summary>Gets where it stands among the attributes.</summary>
    public int Order { get; } = order;

    /// <summary>Gets or sets the first part of the connection's and edge's names; null to go by the field.</summary>
    public string? ConnectionName { get; set; }

    /// <summary>Gets or sets the page size when the client gives none.</summary>
    /// <value>The default is that of <c>PagingOptions</c>.</value>
    public int DefaultPageSize { get => DefaultPageSizeOrNull ?? 0; set => DefaultPageSizeOrNull = value; }

    /// <summary>Gets or sets the largest page a client may ask for.</summary>
    /// <value>The default is that of <c>PagingOptions</c>.</value>
    public int MaxPageSize { get => MaxPageSizeOrNull ?? 0; set => MaxPageSizeOrNull = value; }

    /// <summary>Gets or sets whether the connection shows <c>totalCount</c>.</summary>
    /// <value>The default is that of <c>PagingOptions</c>.</value>
    public bool IncludeTotalCount { get => IncludeTotalCountOrNull ?? false; set => IncludeTotalCountOrNull = value; }

    /// <summary>Gets or sets whether <c>last</c> and <c>before</c> are offered.</summary>
    /// <value>The default is that of <c>PagingOptions</c>.</value>
    public bool AllowBackwardPagination { get => AllowBackwardPaginationOrNull ?? true; set => AllowBackwardPaginationOrNull = value; }

    /// <summary>Gets or sets whether a client must say <c>first</c> or <c>last</c>.</summary>
    /// <value>The default is that of <c>PagingOptions</c>.</value>
    public bool RequirePagingBoundaries { get => RequirePagingBoundariesOrNull ?? true; set => RequirePagingBoundariesOrNull = value; }

    /// <summary>Gets or sets whether the connection is named after the field; otherwise after the type of its nodes. Default true.</summary>
    public bool InferConnectionNameFromField { get; set; } = true;

    /// <summary>Gets or sets the name of a paging provider. There is one provider, so this is only kept.</summary>
    public string? ProviderName { get; set; }
}
