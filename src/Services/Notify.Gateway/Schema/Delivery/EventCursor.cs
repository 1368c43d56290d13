using System.Globalization;
using System.Text;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Writes and reads the cursors of events: opaque to clients, so that what is behind them may change.</summary>
internal static class EventCursor
{
    private const string Prefix = "e:";

    public static string Format(long position) => Convert.ToBase64String(Encoding.ASCII.GetBytes(Prefix + position.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Answers the position; 0, before all events, for an empty text.</summary>
    /// <exception cref="GraphQLException">The text was never given out.</exception>
    public static long Read(string cursor)
    {
        if (cursor.Length == 0)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes[..length]) is var text && text.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new GraphQLException(ErrorBuilder.New()
                .SetMessage("The cursor in 'after' was not given out by this field. Pass a cursor as it came, or leave it out.")
                .SetCode(ErrorCodes.InvalidPaging).Build());
    }
}
