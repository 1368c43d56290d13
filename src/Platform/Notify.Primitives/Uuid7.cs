using System.Buffers.Binary;

namespace Notify.Primitives;

/// <summary>UUID version 7 (RFC 9562): row keys that sort by time, so one key serves identity, order and partition.</summary>
public static class Uuid7
{
    /// <summary>Makes a key stamped with the clock's present time, in milliseconds.</summary>
    public static Guid New(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return Guid.CreateVersion7(timeProvider.GetUtcNow());
    }

    /// <summary>Reads the time stamp of a key, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }

    /// <summary>The smallest key of a moment: every key made at or after <paramref name="time"/> is not less. Bounds partitions and scans.</summary>
    public static Guid FloorOf(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)time.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
