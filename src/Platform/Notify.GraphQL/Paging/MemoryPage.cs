using System.Buffers.Text;
using System.Globalization;
using System.Reflection;
using System.Text;
using Notify.GraphQL.Types.Pagination;

namespace Notify.GraphQL.Building;

/// <summary>Cuts a page out of a list that is in memory. A cursor is the entry's index.</summary>
internal static class MemoryPage
{
    private static readonly MethodInfo Generic = typeof(MemoryPage).GetMethod(nameof(Cut), BindingFlags.Static | BindingFlags.NonPublic)!; // below

    /// <summary>Answers the function that cuts lists of a type.</summary>
    public static Func<object, PagingArguments, object> CutterFor(Type item) => Generic.MakeGenericMethod(item).CreateDelegate<Func<object, PagingArguments, object>>();

    private static Connection<T> Cut<T>(object source, PagingArguments paging)
    {
        var items = source as IReadOnlyList<T> ?? [.. (IEnumerable<T>)source];
        var start = paging.After is null ? 0 : (int)Math.Min(Index(paging.After, "after") + 1L, items.Count);
        var end = paging.Before is null ? items.Count : Math.Clamp(Index(paging.Before, "before"), start, items.Count);
        if (paging.First is { } first)
        {
            end = (int)Math.Min(end, (long)start + first);
        }
        else if (paging.Last is { } last)
        {
            start = Math.Max(start, end - last);
        }

        var edges = new Edge<T>[Math.Max(0, end - start)];
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = new Edge<T>(items[start + i], Cursor(start + i));
        }

        var info = new ConnectionPageInfo(end < items.Count, start > 0, edges is [var head, ..] ? head.Cursor : null, edges is [.., var tail] ? tail.Cursor : null);
        return new Connection<T>(edges, info, items.Count);
    }

    private static string Cursor(int index) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(index.ToString(CultureInfo.InvariantCulture)));

    private static int Index(string cursor, string argument)
    {
        Span<byte> digits = stackalloc byte[16];
        return cursor.Length <= 16 && Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, digits, out var length)
            && int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw PagingPlan.Invalid($"{argument} is not a cursor of this field.");
    }
}
