using Notify.Primitives;

namespace Notify.Delivery.Lanes;

/// <summary>What a lane message says: "do this kind of work for these ids of this environment". One byte of kind, then 16-byte ids, the environment's first.</summary>
internal readonly record struct LaneBody(LaneWork Work, EnvironmentId EnvironmentId, IReadOnlyList<Guid> Ids)
{
    /// <summary>As many as one claim takes at once; larger sets travel as several messages.</summary>
    public const int MaxIds = 128;

    private const int IdBytes = 16;

    public byte[] Write()
    {
        var bytes = new byte[1 + (IdBytes * (1 + Ids.Count))];
        bytes[0] = (byte)Work;
        EnvironmentId.Value.TryWriteBytes(bytes.AsSpan(1, IdBytes), bigEndian: true, out _);
        for (var i = 0; i < Ids.Count; i++)
        {
            Ids[i].TryWriteBytes(bytes.AsSpan(1 + (IdBytes * (i + 1)), IdBytes), bigEndian: true, out _);
        }

        return bytes;
    }

    /// <summary>Reads a message; garbage is told apart by length and kind.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LaneBody body)
    {
        body = default;
        if (bytes.Length < 1 + (2 * IdBytes) || (bytes.Length - 1) % IdBytes != 0 || !Enum.IsDefined((LaneWork)bytes[0]))
        {
            return false;
        }

        var ids = new Guid[((bytes.Length - 1) / IdBytes) - 1];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = new Guid(bytes.Slice(1 + (IdBytes * (i + 1)), IdBytes), bigEndian: true);
        }

        body = new((LaneWork)bytes[0], new EnvironmentId(new Guid(bytes.Slice(1, IdBytes), bigEndian: true)), ids);
        return true;
    }
}
