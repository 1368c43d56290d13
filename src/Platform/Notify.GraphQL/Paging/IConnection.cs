using System.Collections;

namespace Notify.GraphQL.Types.Pagination;

/// <summary>A connection whose type of nodes does not matter.</summary>
internal interface IConnection
{
    IEnumerable NodeList { get; }
}
