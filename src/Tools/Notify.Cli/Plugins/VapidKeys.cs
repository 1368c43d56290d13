using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Notify.Cli.Plugins;

/// <summary>Makes the keys of a Web Push integration (RFC 8292 section 3.2), as JSON to put into its settings.</summary>
internal static class VapidKeys
{
    private const byte Uncompressed = 4; // SEC 1 section 2.3.3
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes a new pair.</summary>
    public static string Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        byte[] point = [Uncompressed, .. parameters.Q.X!, .. parameters.Q.Y!]; // an exported key has both
        var keys = new { vapidPublicKey = Base64Url.EncodeToString(point), vapidPrivateKey = Base64Url.EncodeToString(parameters.D) };
        return JsonSerializer.Serialize(keys, Indented);
    }
}
