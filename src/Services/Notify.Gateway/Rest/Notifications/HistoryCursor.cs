using System.Buffers.Text;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>The place in a history, opaque to callers.</summary>
internal static class HistoryCursor
{
    private const int IdBytes = 16;

    public static string Write(NotificationId last) => Base64Url.EncodeToString(last.Value.ToByteArray(bigEndian: true));

    /// <exception cref="NotifyException">It is none of ours.</exception>
    public static NotificationId? Read(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[IdBytes];
        return cursor.Length == Base64Url.GetEncodedLength(IdBytes) && Base64Url.TryDecodeFromChars(cursor, bytes, out var written) && written == IdBytes
            ? new NotificationId(new Guid(bytes, bigEndian: true))
            : throw new NotifyException(
                ErrorCode.ValidationError, "The cursor is not one that this list gave out. Start again without it.", new FieldError("/cursor", "is not a cursor of this list."));
    }
}
