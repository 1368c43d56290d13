using System.Security.Cryptography;

namespace Notify.Channels.WebPush;

/// <summary>Points of P-256 in the uncompressed form of SEC 1: 4, then both coordinates.</summary>
internal static class EcPoints
{
    private const int CoordinateLength = 32;

    public static ECParameters Parameters(ReadOnlySpan<byte> point) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = point.Slice(1, CoordinateLength).ToArray(), Y = point[(1 + CoordinateLength)..].ToArray() },
    };

    public static byte[] Point(ECParameters key)
    {
        var point = new byte[1 + (2 * CoordinateLength)];
        point[0] = 4;
        key.Q.X!.CopyTo(point, 1); // an exported key has both
        key.Q.Y!.CopyTo(point, 1 + CoordinateLength);
        return point;
    }
}
